-- Met un texte aux usages typographiques français : espaces insécables, guillemets,
-- apostrophes. Les règles sont celles du module Rust de ch-contrat, une à une.
--
-- Le texte est un tableau de caractères. Une fonction qui, en Rust, reçoit ce qui précède et
-- ce qui suit reçoit ici ce tableau et une position.

local NO_BREAK_SPACE <const> = "\u{a0}"
local NARROW_NO_BREAK_SPACE <const> = "\u{202f}"
local OBJECT <const> = "\u{fffc}"
local LONGEST_SCHEME <const> = 16
local LONGEST_ENTITY <const> = 32

-- L'ensemble des caractères d'une chaîne, pour demander si l'un en fait partie.
local function set(text)
  local members = {}
  for _, code in utf8.codes(text) do
    members[utf8.char(code)] = true
  end
  return members
end

local LOWER <const> = "abcdefghijklmnopqrstuvwxyz"
local LETTERS <const> = LOWER .. LOWER:upper()
local DIGITS <const> = "0123456789"

local ASCII_LETTERS = set(LETTERS)
local IN_SCHEME = set(LETTERS .. DIGITS .. "+-.")
local IN_ENTITY = set(LETTERS .. DIGITS .. "#")
local ADDRESS_END = set("<>\"«»")
local INLINE_SPACES = set(" \t\u{a0}\u{202f}")
local AFTER_ELISION = set(OBJECT .. "«\"`*_[<")
local ELIDED_LETTERS = set("cdjlmnstyCDJLMNSTY")
local BEFORE_OPENING = set("([{«»\"'’—–*_")
local NEVER_BEFORE_CLOSING = set("([{«")
local AFTER_ANY_SIGN = set(OBJECT .. "»\"")
local DOUBLE_SIGNS = set(":;!?")
local AFTER_SIGN = set(")]!?.…,'’”")
local SIGNS_AND_OPENINGS = set("!?;:([…")

-- Les caractères d'un texte, dans un tableau.
local function characters(text)
  local chars = {}
  for _, code in utf8.codes(text) do
    chars[#chars + 1] = utf8.char(code)
  end
  return chars
end

-- Le nombre d'accents graves qui se suivent à partir de `start`.
local function ticks(chars, start)
  local i = start
  while chars[i] == "`" do
    i = i + 1
  end
  return i - start
end

-- La longueur du code entre accents graves : N accents se ferment par N accents.
local function code_length(chars, start)
  local fence = ticks(chars, start)
  local i = start + fence
  while chars[i] do
    if chars[i] == "`" then
      local run = ticks(chars, i)
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

-- Le nombre de caractères de `members` qui se suivent à partir de `start`, `longest` au plus.
local function run_length(chars, start, members, longest)
  local length = 0
  while length < longest and members[chars[start + length] or ""] do
    length = length + 1
  end
  return length
end

-- La longueur de l'entité HTML (`&amp;`, `&#160;`), ou 0 : son point-virgule n'est pas de la
-- ponctuation.
local function entity_length(chars, start)
  local length = run_length(chars, start + 1, IN_ENTITY, LONGEST_ENTITY)
  local closed = chars[start + 1 + length] == ";"
  return length > 0 and closed and length + 2 or 0
end

-- Les caractères, à partir de `start`, sont-ils ceux de `word`, en minuscules ou capitales ?
local function starts_with(chars, start, word)
  for i = 1, #word do
    local c, expected = chars[start + i - 1], word:sub(i, i)
    if c ~= expected and c ~= expected:upper() then
      return false
    end
  end
  return true
end

-- `https://…`, ou toute autre adresse à deux barres ; `mailto:…` et `www.…`, qui n'en ont pas.
local function starts_an_address(chars, start)
  local after = start + run_length(chars, start, IN_SCHEME, LONGEST_SCHEME)
  return chars[after] == ":" and chars[after + 1] == "/" and chars[after + 2] == "/"
    or starts_with(chars, start, "mailto:")
    or starts_with(chars, start, "www.")
end

-- La longueur d'une adresse, qui commence un mot et va jusqu'au premier blanc, chevron ou
-- guillemet.
local function address_length(chars, start)
  local before = chars[start - 1]
  -- La plupart des lettres en suivent une autre : inutile alors d'interroger l'hôte.
  if before and (ASCII_LETTERS[before] or unicode.is_alphanumeric(before)) then
    return 0
  end
  if not starts_an_address(chars, start) then
    return 0
  end
  local i = start
  while chars[i] and not ADDRESS_END[chars[i]] and not unicode.is_whitespace(chars[i]) do
    i = i + 1
  end
  return i - start
end

-- Combien de caractères, à partir de `start`, sont à recopier sans y toucher.
local function verbatim_length(chars, start)
  local c = chars[start]
  if c == "`" then
    return code_length(chars, start)
  elseif c == "&" then
    return entity_length(chars, start)
  end
  return ASCII_LETTERS[c] and address_length(chars, start) or 0
end

-- Un guillemet droit peut ouvrir une citation s'il commence un mot.
local function opens_a_quote(chars, position)
  local before, after = chars[position - 1], chars[position + 1]
  local starts_a_word = not before or BEFORE_OPENING[before] or unicode.is_whitespace(before)
  return starts_a_word and after and not unicode.is_whitespace(after)
end

-- Un guillemet droit peut fermer une citation s'il finit un mot.
local function closes_a_quote(chars, position)
  local before, after = chars[position - 1], chars[position + 1]
  return before
    and not NEVER_BEFORE_CLOSING[before]
    and not unicode.is_whitespace(before)
    and not (after and unicode.is_alphanumeric(after))
end

-- Les guillemets droits qui vont par paires, chacun avec celui qui le remplace, d'après leur
-- position ; une paire tient sur une ligne. Et ce qui est à recopier sans y toucher : la
-- longueur de chaque morceau, d'après sa position, pour ne pas la chercher deux fois.
local function paired_quotes(chars)
  local pairs_found, verbatim = {}, {}
  local open, depth = {}, 0
  local position = 1
  while position <= #chars do
    local c = chars[position]
    local kept = verbatim_length(chars, position)
    if kept > 0 then
      verbatim[position] = kept
    elseif c == "\n" then
      depth = 0
    elseif c == '"' then
      if depth > 0 and closes_a_quote(chars, position) then
        local start = open[depth]
        depth = depth - 1
        -- Entre deux guillemets collés, il n'y a rien à citer.
        if start + 1 < position then
          pairs_found[start], pairs_found[position] = "«", "»"
        end
      elseif opens_a_quote(chars, position) then
        depth = depth + 1
        open[depth] = position
      end
    end
    position = position + (kept > 0 and kept or 1)
  end
  return pairs_found, verbatim
end

-- Le texte d'avant `position` finit-il par un mot qui s'élide : une lettre (l', d', j'…), ou
-- « qu » (qu', lorsqu', jusqu'…) ?
local function ends_with_elision(chars, position)
  local start = position
  while chars[start - 1] and unicode.is_alphanumeric(chars[start - 1]) do
    start = start - 1
  end
  local length = position - start
  local elided = length == 1 and ELIDED_LETTERS[chars[start]]
    or length >= 2 and starts_with(chars, position - 2, "qu")
  local before = chars[start - 1]
  return elided and before ~= "'" and before ~= "’"
end

-- L'apostrophe est courbe à l'intérieur d'un mot, et après une élision ; ailleurs elle reste
-- droite.
local function apostrophe(chars, position)
  local before, after = chars[position - 1], chars[position + 1]
  local curved = false
  if after and unicode.is_alphanumeric(after) then
    curved = before and unicode.is_alphabetic(before)
  elseif not after or AFTER_ELISION[after] then
    -- Le mot élidé continue dans une citation, du code, une emphase, ou le morceau d'après.
    curved = ends_with_elision(chars, position)
  end
  return curved and "’" or "'"
end

-- Le signe ponctue-t-il une phrase ? Suivi d'une lettre, il appartient à autre chose.
local function ends_a_phrase(chars, position)
  local after = position + 1
  -- Dans un texte Markdown brut, l'emphase peut se fermer ici (`**Note :** …`).
  while chars[after] == "*" or chars[after] == "_" do
    after = after + 1
  end
  local c = chars[after]
  if not c or AFTER_ANY_SIGN[c] or unicode.is_whitespace(c) then
    return true
  end
  if DOUBLE_SIGNS[c] and after > position + 1 then
    return true
  end
  return AFTER_SIGN[c] and chars[position] ~= ":"
end

-- Écrit « et l'espace insécable qui le suit ; rend la position de la suite du texte, après
-- les espaces que celle-ci remplace.
local function open_guillemet(out, chars, start)
  out[#out + 1] = "«"
  local text = start
  while INLINE_SPACES[chars[text] or ""] do
    text = text + 1
  end
  -- En fin de ligne, une insécable ne collerait à rien.
  if chars[text] == "\n" or chars[text] == "\r" then
    return start
  end
  out[#out + 1] = NO_BREAK_SPACE
  return text
end

-- Devant `sign`, faut-il une espace ? `before` précède les espaces éventuelles ; `glued` dit
-- qu'il n'y en a pas.
local function is_spaced(before, glued, sign)
  if not before or SIGNS_AND_OPENINGS[before] then
    -- Au début du texte, il faut une espace pour savoir que quelque chose précède ; une suite
    -- de signes (« ?! ») n'en prend qu'une, devant le premier. Un guillemet fermant, lui,
    -- ferme toujours quelque chose.
    return not glued or sign == "»"
  end
  -- L'insécable d'un guillemet ouvrant est déjà là ; en début de ligne, il n'y a rien à quoi
  -- coller.
  return before ~= "«" and not unicode.is_whitespace(before)
end

-- Écrit `sign` précédé de `space`, qui remplace l'espace éventuelle.
local function no_break_before(out, space, sign)
  local kept = #out
  while INLINE_SPACES[out[kept] or ""] do
    kept = kept - 1
  end
  if is_spaced(out[kept], kept == #out, sign) then
    for i = #out, kept + 1, -1 do
      out[i] = nil
    end
    out[#out + 1] = space
  end
  out[#out + 1] = sign
end

local function execute(text)
  local chars, out = characters(text), {}
  local guillemets, verbatim = paired_quotes(chars)
  local i = 1
  while i <= #chars do
    local kept = verbatim[i]
    local c = guillemets[i] or chars[i]
    if kept then
      for j = i, i + kept - 1 do
        out[#out + 1] = chars[j]
      end
      i = i + kept - 1
    elseif c == "«" then
      i = open_guillemet(out, chars, i + 1) - 1
    elseif c == "»" then
      no_break_before(out, NO_BREAK_SPACE, c)
    elseif c == "'" then
      out[#out + 1] = apostrophe(chars, i)
    elseif c == ":" and ends_a_phrase(chars, i) then
      no_break_before(out, NO_BREAK_SPACE, c)
    elseif (c == ";" or c == "!" or c == "?") and ends_a_phrase(chars, i) then
      no_break_before(out, NARROW_NO_BREAK_SPACE, c)
    else
      out[#out + 1] = c
    end
    i = i + 1
  end
  return table.concat(out)
end

return { name = "typographie", version = "1.0.0", execute = execute }
