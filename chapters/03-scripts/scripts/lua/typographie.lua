-- Met un texte aux usages typographiques français : espaces insécables, guillemets,
-- apostrophes. Les règles sont celles du module Rust de ch-contrat, une à une.

local NO_BREAK_SPACE <const> = "\u{a0}"
local NARROW_NO_BREAK_SPACE <const> = "\u{202f}"

-- L'ensemble des caractères d'une chaîne, pour demander si l'un en fait partie.
local function set(text)
  local members = {}
  for _, code in utf8.codes(text) do
    members[utf8.char(code)] = true
  end
  return members
end

local INLINE_SPACES = set(" \t\u{a0}\u{202f}")
local AFTER_WORD = set("«\"`*_[")
local AFTER_ANY_SIGN = set("»\"’*_")
local AFTER_SIGN = set(")]!?.…,")
local SIGNS_AND_OPENINGS = set("!?;:([…")
local ADDRESS_START = set("hHfFmMwW")
local ADDRESS_END = set("<>\"»")
local SCHEMES = { "https://", "http://", "file://", "ftp://", "mailto:", "www." }

-- Les caractères d'un texte, dans un tableau.
local function characters(text)
  local chars = {}
  for _, code in utf8.codes(text) do
    chars[#chars + 1] = utf8.char(code)
  end
  return chars
end

-- Le nombre d'accents graves qui se suivent à partir de `start`.
local function ticks(chars, start, stop)
  local i = start
  while i <= stop and chars[i] == "`" do
    i = i + 1
  end
  return i - start
end

-- La longueur du code entre accents graves : N accents se ferment par N accents.
local function code_length(chars, start, stop)
  local fence = ticks(chars, start, stop)
  local i = start + fence
  while i <= stop do
    if chars[i] == "`" then
      local run = ticks(chars, i, stop)
      i = i + run
      if run == fence then
        return i - start
      end
    else
      i = i + 1
    end
  end
  -- Pas de fermeture : on recopie la suite d'accents graves, et elle seule.
  return fence
end

-- Les caractères, à partir de `start`, sont-ils ceux de `word`, en minuscules ou capitales ?
local function starts_with(chars, start, stop, word)
  for i = 1, #word do
    local c, expected = chars[start + i - 1], word:sub(i, i)
    if start + i - 1 > stop or c ~= expected and c ~= expected:upper() then
      return false
    end
  end
  return true
end

-- La longueur d'une adresse, qui commence un mot et va jusqu'au premier blanc, chevron ou
-- guillemet.
local function address_length(chars, start, stop, before)
  if before and unicode.is_alphanumeric(before) then
    return 0
  end
  for _, scheme in ipairs(SCHEMES) do
    if starts_with(chars, start, stop, scheme) then
      local i = start
      while i <= stop and not unicode.is_whitespace(chars[i]) and not ADDRESS_END[chars[i]] do
        i = i + 1
      end
      return i - start
    end
  end
  return 0
end

-- Combien de caractères, à partir de `start`, sont à recopier sans y toucher.
local function verbatim(chars, start, stop, before)
  if chars[start] == "`" then
    return code_length(chars, start, stop)
  end
  -- La plupart des caractères ne commencent aucune adresse : inutile de les comparer à chacune.
  return ADDRESS_START[chars[start]] and address_length(chars, start, stop, before) or 0
end

-- Un guillemet droit ouvre une citation s'il commence un mot et se referme avant la fin de
-- la ligne, hors du code.
local function opens_a_quote(chars, start, before)
  if before and unicode.is_alphanumeric(before) then
    return false
  end
  local stop = start
  while chars[stop] and chars[stop] ~= "\n" do
    stop = stop + 1
  end
  stop = stop - 1
  if stop < start or unicode.is_whitespace(chars[start]) then
    return false
  end
  local position, previous = start, nil
  while position <= stop do
    local kept = verbatim(chars, position, stop, previous)
    if kept == 0 and chars[position] == '"' then
      return position > start
    end
    position = position + (kept > 0 and kept or 1)
    previous = chars[position - 1]
  end
  return false
end

-- Le signe ponctue-t-il une phrase ? Suivi d'une lettre, il appartient à autre chose.
local function ends_a_phrase(next_char, sign)
  if not next_char or unicode.is_whitespace(next_char) or AFTER_ANY_SIGN[next_char] then
    return true
  end
  return sign ~= ":" and AFTER_SIGN[next_char] or false
end

-- L'apostrophe est courbe entre une lettre et la suite d'un mot ; ailleurs elle reste droite.
local function apostrophe(before, next_char)
  local after_letter = before and unicode.is_alphabetic(before)
  local continues = not next_char or unicode.is_alphanumeric(next_char) or AFTER_WORD[next_char]
  return after_letter and continues and "’" or "'"
end

-- Écrit `sign` précédé de `space`, qui remplace l'espace éventuelle.
local function no_break_before(out, space, sign)
  local kept = #out
  while kept > 0 and INLINE_SPACES[out[kept]] do
    kept = kept - 1
  end
  local before = out[kept]
  local has_word = before and not unicode.is_whitespace(before)
  -- Une suite de signes (« ?! ») ne prend qu'une espace, devant le premier.
  local after_sign = sign ~= "»" and kept == #out and SIGNS_AND_OPENINGS[before or ""]
  if has_word and not after_sign then
    for i = #out, kept + 1, -1 do
      out[i] = nil
    end
    out[#out + 1] = space
  end
  out[#out + 1] = sign
end

local function execute(text)
  local chars, out = characters(text), {}
  local quote_open = false
  local i = 1
  while i <= #chars do
    local kept = verbatim(chars, i, #chars, out[#out])
    for j = i, i + kept - 1 do
      out[#out + 1] = chars[j]
    end
    i = i + kept
    if kept == 0 then
      local c = chars[i]
      i = i + 1
      local next_char = chars[i]
      if c == "'" then
        out[#out + 1] = apostrophe(out[#out], next_char)
      elseif c == '"' and quote_open then
        quote_open = false
        no_break_before(out, NO_BREAK_SPACE, "»")
      elseif c == '"' and opens_a_quote(chars, i, out[#out]) then
        quote_open = true
        out[#out + 1] = "«"
        out[#out + 1] = NO_BREAK_SPACE
      elseif c == "«" then
        local start = i
        while INLINE_SPACES[chars[i] or ""] do
          i = i + 1
        end
        out[#out + 1] = "«"
        -- En fin de ligne, une insécable ne collerait à rien.
        local following = chars[i]
        if i > start or following and following ~= "\n" and following ~= "\r" then
          out[#out + 1] = NO_BREAK_SPACE
        end
      elseif c == "»" then
        no_break_before(out, NO_BREAK_SPACE, c)
      elseif c == ":" and ends_a_phrase(next_char, c) then
        no_break_before(out, NO_BREAK_SPACE, c)
      elseif (c == ";" or c == "!" or c == "?") and ends_a_phrase(next_char, c) then
        no_break_before(out, NARROW_NO_BREAK_SPACE, c)
      else
        out[#out + 1] = c
      end
    end
  end
  return table.concat(out)
end

return { name = "typographie", version = "1.0.0", execute = execute }
