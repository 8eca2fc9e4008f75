-- Remplace un texte par son décompte : « 2 lignes, 3 mots, 13 caractères ».

-- En français, zéro et un prennent le singulier.
local function plural(count, noun)
  if count < 2 then
    return count .. " " .. noun
  end
  return count .. " " .. noun .. "s"
end

local function execute(text)
  local lines, words, length = 0, 0, 0
  local in_word, last = false, "\n"
  for _, code in utf8.codes(text) do
    local c = utf8.char(code)
    length = length + 1
    if c == "\n" then
      lines = lines + 1
    end
    local blank = unicode.is_whitespace(c)
    if not in_word and not blank then
      words = words + 1
    end
    in_word = not blank
    last = c
  end
  -- Une fin de ligne finale n'ouvre pas une autre ligne.
  if last ~= "\n" then
    lines = lines + 1
  end
  return plural(lines, "ligne") .. ", " .. plural(words, "mot") .. ", " .. plural(length, "caractère")
end

return { name = "compteur", version = "1.0.0", execute = execute }
