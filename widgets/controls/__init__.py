"""Qt's labels, fields, lists and dialogs with what Qt leaves out: safe texts, the language, keys, the last folder."""
