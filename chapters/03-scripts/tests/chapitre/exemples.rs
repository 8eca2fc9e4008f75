//! Chaque exemple du chapitre, lancé comme le lecteur le lance, et ce qu'il écrit.

use verifications::exemple;

exemple!(les_trois_scripts_travaillent, "hote_rhai");
exemple!(
    les_defauts_du_texte_de_depart_se_montrent,
    "texte_de_depart"
);
exemple!(l_hote_prete_un_journal_et_un_type, "api");
exemple!(les_scripts_hostiles_s_arretent, "bac_a_sable");
exemple!(les_messages_montrent_l_endroit, "messages");
exemple!(un_script_se_remplace_en_marche, "rechargement");
exemple!(un_script_se_partage_entre_des_fils, "partage");
exemple!(les_memes_modules_en_lua, "lua_hote");
exemple!(les_pieges_de_lua_se_montrent, "lua_pieges");
exemple!(les_scripts_lua_hostiles_s_arretent, "lua_bac_a_sable");
exemple!(les_messages_de_lua_sont_cites, "lua_messages");
