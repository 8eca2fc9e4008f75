-- Un script hostile : le texte reçu dit quelle faute commettre. La comparaison des portes le
-- lance dans un processus à part. Une adresse ne s'écrit pas en Lua : il n'y a pas de mauvais
-- pointeur.

local function grow()
  local taken = {}
  while true do
    taken[#taken + 1] = "octet " .. #taken
  end
end

local function recursion(depth)
  return recursion(depth + 1) + depth
end

local function read(path)
  local file = io.open(path)
  return file:read("a")
end

local function execute(text)
  if text == "boucle" then
    while true do end
  elseif text == "memoire" then
    return grow()
  elseif text == "plantage" then
    return recursion(0)
  elseif text == "panique" then
    error("volontaire")
  end
  -- « fichier » et une espace, puis le chemin.
  return read(text:sub(9))
end

return { name = "hostile", version = "1.0.0", execute = execute }
