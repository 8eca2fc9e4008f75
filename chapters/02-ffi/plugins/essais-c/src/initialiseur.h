/* Une fonction appelée à l'ouverture de la bibliothèque, avant que l'hôte n'ait rien demandé. */
#ifndef INITIALISEUR_H
#define INITIALISEUR_H

#if defined(_MSC_VER)
#pragma section(".CRT$XCU", read)
#define A_L_OUVERTURE(f)                                                                           \
    static void f(void);                                                                           \
    __declspec(allocate(".CRT$XCU")) void (*f##_pointeur)(void) = f;                               \
    __pragma(comment(linker, "/include:" #f "_pointeur")) static void f(void)
#else
#define A_L_OUVERTURE(f) __attribute__((constructor)) static void f(void)
#endif

#endif
