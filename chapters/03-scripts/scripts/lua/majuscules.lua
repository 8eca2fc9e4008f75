-- Met un texte en capitales, accents compris. `string.upper` ne connaît que l'ASCII.

return {
  name = "majuscules",
  version = "1.0.0",

  execute = function(text)
    return unicode.to_uppercase(text)
  end,
}
