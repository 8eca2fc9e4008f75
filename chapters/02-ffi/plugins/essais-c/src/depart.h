/* La table du texte de départ, vue du C. */
#ifndef DEPART_H
#define DEPART_H

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

typedef struct {
    const char *name;
    const char *version;
    void (*init)(void);
    const char *(*execute)(const char *);
} PluginApi;

#endif
