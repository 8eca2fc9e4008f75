-- Un module qui ne rend jamais la main : l'hôte la lui reprend.

return {
  name = "sans-fin",
  version = "1.0.0",
  execute = function(text)
    while true do end
  end,
}
