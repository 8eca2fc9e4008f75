-- Exécuté par l'hôte avant tout script : remplace les fonctions de Lua qu'aucune limite
-- n'arrête. L'hôte donne `host` ; les fonctions d'origine ne sont plus accessibles ensuite.

local host = ...
local raw_pcall, raw_rep, raw_sort = pcall, string.rep, table.sort

-- ANCHOR: pcall
-- L'interruption d'un script trop long est une erreur, et `pcall` rattrape les erreurs. Celui-ci
-- demande d'abord à l'hôte si l'appel a atteint une limite ; si oui, `host.check` la relance.
local function finish(...)
  host.check()
  return ...
end

function pcall(f, ...)
  return finish(raw_pcall(f, ...))
end
-- ANCHOR_END: pcall

-- ANCHOR: rep
-- `("").rep("", 1e18)` tourne en C, où rien n'est compté.
function string.rep(text, count, separator)
  local max = host.string_bytes
  local size = #text + #(separator or "")
  if count > max or size * count > max then
    host.too_big()
  end
  return raw_rep(text, count, separator)
end
-- ANCHOR_END: rep

-- Sans fonction de comparaison, le tri se fait tout entier en C : on en donne toujours une.
local function before(a, b)
  return a < b
end

function table.sort(list, comes_before)
  return raw_sort(list, comes_before or before)
end
