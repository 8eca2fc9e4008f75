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
local LONGEST_SHORTCODE <const> = 32
local LONGEST_LABEL <const> = 100
-- Au-delà, une balise, une destination ou un attribut qui ne se ferme pas n'en est pas un.
local LONGEST <const> = 1024
local NO_BREAK_ENTITIES <const> = { "&nbsp;", "&#160;", "&#xa0;", "&#8239;", "&#x202f;" }

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
local IN_SHORTCODE = set(LOWER .. DIGITS .. "_+-")
local TAG_START = set(LETTERS .. "/!?")
local BLANKS = set(" \t\r")
local MARGIN = set(" \t>")
local RETURN = set("\r")
local ADDRESS_END = set("<>\"«»")
local AFTER_ADDRESS = set(":;!?.,…*_'’")
local INLINE_SPACES = set(" \t\u{a0}\u{202f}")
local AFTER_ELISION = set(OBJECT .. "«\"`*_[<")
local ELIDED_LETTERS = set("cdjlmnstyCDJLMNSTY")
local BEFORE_OPENING = set("([{«»\"'’—–*_\u{feff}")
local NEVER_BEFORE_CLOSING = set("([{«")
local AFTER_ANY_SIGN = set(OBJECT .. "»\"")
local DOUBLE_SIGNS = set(":;!?")
local AFTER_SIGN = set(")]!?.…,'’”")
local NOT_IN_LABEL = set("[]\n")
local SIGNS_AND_OPENINGS = set("!?;:([…")

-- Les caractères d'un texte, dans un tableau.
local function characters(text)
  local chars = {}
  for _, code in utf8.codes(text) do
    chars[#chars + 1] = utf8.char(code)
  end
  return chars
end

-- Combien de fois `sign` se suit à partir de `start`.
local function run(chars, start, sign)
  local i = start
  while chars[i] == sign do
    i = i + 1
  end
  return i - start
end

-- La position de la fin de la ligne : celle du « \n », ou juste après le dernier caractère.
local function line_end(chars, start)
  local i = start
  while chars[i] and chars[i] ~= "\n" do
    i = i + 1
  end
  return i
end

-- La position du premier caractère, à partir de `start`, qui n'est pas dans `members`.
local function skip(chars, start, members)
  local i = start
  while members[chars[i] or ""] do
    i = i + 1
  end
  return i
end

-- La position de ce qui précède `position`, en remontant les caractères de `members`.
local function skip_back(chars, position, members)
  local i = position - 1
  while members[chars[i] or ""] do
    i = i - 1
  end
  return i
end

local function starts_a_line(chars, position, margin)
  local before = chars[skip_back(chars, position, margin)]
  return not before or before == "\n"
end

-- La longueur du code entre accents graves : N accents se ferment par N accents.
local function code_length(chars, start)
  local fence = run(chars, start, "`")
  local i = start + fence
  while chars[i] do
    if chars[i] == "`" then
      local closing = run(chars, i, "`")
      i = i + closing
      if closing == fence then
        return i - start
      end
    else
      i = i + 1
    end
  end
  -- Pas de fermeture : on recopie la suite d'accents graves, et elle seule.
  return fence
end

-- La longueur du bloc de code qu'une ligne de trois accents graves ou tildes au moins ouvre,
-- ou 0. Il va jusqu'à une ligne d'au moins autant des mêmes signes, ou jusqu'à la fin.
local function fence_length(chars, start)
  local sign = chars[start]
  local fence = run(chars, start, sign)
  if fence < 3 or not starts_a_line(chars, start, MARGIN) then
    return 0
  end
  local finish = line_end(chars, start)
  for i = start + fence, finish - 1 do
    if sign == "`" and chars[i] == sign then
      return 0
    end
  end
  while chars[finish] do
    local first = skip(chars, finish + 1, MARGIN)
    finish = line_end(chars, finish + 1)
    local closing = run(chars, first, sign)
    if closing >= fence and skip(chars, first + closing, BLANKS) >= finish then
      return finish - start
    end
  end
  return finish - start
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

-- La longueur de la balise HTML, ou 0. Elle tient sur une ligne ; un commentaire peut en
-- prendre plusieurs.
local function tag_length(chars, start)
  if starts_with(chars, start, "<!--") then
    for i = start, start + LONGEST - 3 do
      if starts_with(chars, i, "-->") then
        return i + 3 - start
      end
    end
    return 0
  elseif not TAG_START[chars[start + 1] or ""] then
    return 0
  end
  local quote
  for i = start + 1, start + LONGEST - 1 do
    local c = chars[i]
    if not c or c == "\n" or not quote and c == "<" then
      return 0
    elseif not quote and c == ">" then
      return i + 1 - start
    elseif not quote and (c == '"' or c == "'") then
      quote = c
    elseif c == quote then
      quote = nil
    end
  end
  return 0
end

-- La longueur de la définition qui ouvre une ligne, ou 0 : toute la ligne pour celle d'un lien,
-- sa marque pour celle d'une note.
local function definition_length(chars, start)
  local before = start - 1
  while chars[before] == " " do
    before = before - 1
  end
  if chars[before] and chars[before] ~= "\n" then
    return 0
  end
  local i = start + 1
  while i <= start + LONGEST_LABEL and chars[i] and not NOT_IN_LABEL[chars[i]] do
    i = i + 1
  end
  if i == start + 1 or chars[i] ~= "]" or chars[i + 1] ~= ":" then
    return 0
  end
  return chars[start + 1] == "^" and i + 2 - start or line_end(chars, start) - start
end

-- La longueur de la destination d'un lien, `](…)`, avec son titre, ou 0.
local function destination_length(chars, start)
  if chars[start + 1] ~= "(" then
    return 0
  end
  local depth, quoted = 0, false
  for i = start + 1, start + LONGEST - 1 do
    local c = chars[i]
    if not c or c == "\n" then
      return 0
    elseif c == '"' then
      quoted = not quoted
    elseif c == "(" and not quoted then
      depth = depth + 1
    elseif c == ")" and not quoted then
      depth = depth - 1
      if depth == 0 then
        return i + 1 - start
      end
    end
  end
  return 0
end

-- La longueur de la valeur d'un attribut, `="…"`, ou 0.
local function attribute_length(chars, start)
  if chars[start + 1] ~= '"' then
    return 0
  end
  for i = start + 2, start + 2 + LONGEST do
    if not chars[i] or chars[i] == "\n" then
      return 0
    elseif chars[i] == '"' then
      return i + 1 - start
    end
  end
  return 0
end

-- La longueur du code d'image (`:tada:`), ou 0.
local function shortcode_length(chars, start)
  local length = run_length(chars, start + 1, IN_SHORTCODE, LONGEST_SHORTCODE)
  local glued = function(c)
    return c and (c == ":" or unicode.is_alphanumeric(c))
  end
  if length == 0 or chars[start + 1 + length] ~= ":" then
    return 0
  elseif glued(chars[start - 1]) or glued(chars[start + 2 + length]) then
    return 0
  end
  return length + 2
end

local function is_indented(chars, start)
  return chars[start] == "\t" or run(chars, start, " ") >= 4
end

-- La longueur du code indenté, ou 0 : au début du texte ou après une ligne vide.
local function indented_length(chars, start)
  local above = chars[start - 1]
  if above == "\n" then
    above = chars[skip_back(chars, start - 1, BLANKS)]
  end
  if above and (above ~= "\n" or chars[start - 1] ~= "\n") or not is_indented(chars, start) then
    return 0
  end
  local finish = line_end(chars, start)
  while chars[finish] and is_indented(chars, finish + 1) do
    finish = line_end(chars, finish + 1)
  end
  return finish - start
end

-- La ligne n'est-elle que `count` fois `sign` ?
local function is_rule(chars, start, sign, count)
  local after = start + run(chars, start, sign)
  return after - start == count and skip(chars, after, RETURN) == line_end(chars, start)
end

-- La longueur de l'en-tête d'un document, entre deux lignes `---` ou `+++`, ou 0.
local function front_matter_length(chars, sign)
  if not is_rule(chars, 1, sign, 3) then
    return 0
  end
  local finish = line_end(chars, 1)
  -- Une ligne vide : ce n'était qu'un trait de séparation.
  if is_rule(chars, finish + 1, sign, 0) then
    return 0
  end
  while chars[finish] do
    local start = finish + 1
    finish = line_end(chars, start)
    if is_rule(chars, start, sign, 3) then
      return finish - 1
    end
  end
  return 0
end

-- La fin de l'adresse, sans les signes qui la suivent. Une parenthèse fermante en fait partie si
-- elle y est ouverte.
local function without_punctuation(chars, start, finish)
  local count = { ["("] = 0, [")"] = 0, ["["] = 0, ["]"] = 0 }
  for i = start, finish - 1 do
    local c = chars[i]
    if count[c] then
      count[c] = count[c] + 1
    end
  end
  while finish > start do
    local last = chars[finish - 1]
    local unopened = last == ")" and count[")"] > count["("] or last == "]" and count["]"] > count["["]
    if not unopened and not AFTER_ADDRESS[last] then
      break
    elseif unopened then
      count[last] = count[last] - 1
    end
    finish = finish - 1
  end
  return finish
end

-- La longueur d'une adresse, qui commence un mot et va jusqu'au premier blanc, chevron ou
-- guillemet ; la ponctuation qui la suit n'en est pas.
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
  return without_punctuation(chars, start, i) - start
end

-- Ce qui est recopié sans y toucher, d'après le signe qui l'ouvre.
local VERBATIM = {
  ["`"] = function(chars, start)
    local fence = fence_length(chars, start)
    return fence > 0 and fence or code_length(chars, start)
  end,
  ["~"] = fence_length,
  ["&"] = entity_length,
  ["<"] = tag_length,
  ["["] = definition_length,
  ["]"] = destination_length,
  ["="] = attribute_length,
  [":"] = shortcode_length,
  [" "] = indented_length,
  ["\t"] = indented_length,
}

-- Combien de caractères, à partir de `start`, sont à recopier sans y toucher.
local function verbatim_length(chars, start)
  local c = chars[start]
  if ASCII_LETTERS[c] then
    return address_length(chars, start)
  elseif start == 1 and (c == "-" or c == "+") then
    return front_matter_length(chars, c)
  end
  local measure = VERBATIM[c]
  return measure and measure(chars, start) or 0
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
  -- Une balise suit : « Oui !</a> ».
  if c == "<" then
    return tag_length(chars, after) > 0
  end
  if DOUBLE_SIGNS[c] and after > position + 1 then
    return true
  end
  return AFTER_SIGN[c] and chars[position] ~= ":"
end

-- Des espaces qui alignent des colonnes, de `start` à juste avant `finish` : plusieurs, ou une
-- tabulation.
local function is_alignment(chars, start, finish)
  return finish - start > 1 or finish - start == 1 and chars[start] == "\t"
end

-- Une espace insécable écrite en HTML commence-t-elle en `start` ?
local function is_no_break_entity(chars, start)
  for _, entity in ipairs(NO_BREAK_ENTITIES) do
    if starts_with(chars, start, entity) then
      return true
    end
  end
  return false
end

-- Le texte finit-il par une espace insécable écrite en HTML ?
local function closes_with_entity(out)
  for _, entity in ipairs(NO_BREAK_ENTITIES) do
    if #out >= #entity and starts_with(out, #out - #entity + 1, entity) then
      return true
    end
  end
  return false
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
  local after = chars[text]
  if
    is_alignment(chars, start, text)
    or after and unicode.is_whitespace(after)
    or after == "&" and is_no_break_entity(chars, text)
  then
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
  return before ~= "«" and before ~= "\u{feff}" and not unicode.is_whitespace(before)
end

-- Écrit `sign` précédé de `space`, qui remplace l'espace éventuelle.
local function no_break_before(out, space, sign)
  local kept = #out
  while INLINE_SPACES[out[kept] or ""] do
    kept = kept - 1
  end
  local before, glued = out[kept], kept == #out
  -- Des colonnes que l'auteur a alignées ; une espace écrite en HTML ; la ligne d'un tableau qui
  -- dit où s'alignent ses colonnes.
  local left_alone = is_alignment(out, kept + 1, #out + 1)
    or glued and before == ";" and closes_with_entity(out)
    or glued and sign == ":" and (before == "-" or before == "|")
  if not left_alone and is_spaced(before, glued, sign) then
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
