// Le même invité, dans le moteur WebAssembly d'un navigateur ou de Node.
//
// Dans une page : const invite = await charger(await (await fetch(adresse)).arrayBuffer());
// Avec Node : node navigateur.mjs precompiles/majuscules.wasm "où est l'œuf ?"

// ANCHOR: appel
const LIMITE = 4 << 20;

/** Charge un invité depuis ses octets. Il n'importe rien. */
export async function charger(octets) {
  const { instance } = await WebAssembly.instantiate(octets, {});
  const { memory, abi_version, alloc, dealloc, execute, status } = instance.exports;
  if (abi_version() !== 1) throw new Error("contrat d'une autre version");

  return function executer(texte) {
    const entree = new TextEncoder().encode(texte);
    const ptr = entree.length === 0 ? 0 : alloc(entree.length) >>> 0;
    // `memory.buffer` se relit après chaque appel : agrandir la mémoire détache l'ancien.
    new Uint8Array(memory.buffer, ptr, entree.length).set(entree);
    const paquet = BigInt.asUintN(64, execute(ptr, entree.length));
    const [adresse, longueur] = [Number(paquet >> 32n), Number(paquet & 0xffffffffn)];
    if (longueur > LIMITE) throw new Error("réponse trop longue");
    const sortie = new Uint8Array(memory.buffer, adresse, longueur).slice();
    // `fatal` : de l'UTF-8 faux est une erreur, pas des U+FFFD.
    const reponse = new TextDecoder("utf-8", { fatal: true }).decode(sortie);
    const refus = status() !== 0;
    if (longueur > 0) dealloc(adresse, longueur);
    if (entree.length > 0) dealloc(ptr, entree.length);
    if (refus) throw new Error(reponse);
    return reponse;
  };
}
// ANCHOR_END: appel

// Lancé par Node, et non importé par une page.
if (typeof process !== "undefined" && import.meta.url.endsWith(process.argv[1]?.split(/[\\/]/).pop())) {
  const { readFile } = await import("node:fs/promises");
  const executer = await charger(await readFile(process.argv[2]));
  console.log(executer(process.argv[3] ?? ""));
}
