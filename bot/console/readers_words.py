"""The texts of the page about the help pages' readers. Depends on nothing of ours."""

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "title": {"es": "Lectores de la ayuda", "en": "Readers of help"},
    "help": {"es": "Si las páginas de ayuda sirven a quienes las leen, qué escriben al votar y qué buscan allí sin encontrarlo. Un voto por visitante y página; las palabras se guardan sin datos personales.", "en": "Whether the help pages help who reads them, what they write when they vote, and what they look for there in vain. One vote of a visitor on a page; words are kept without personal data."},
    "period": {"es": "Periodo", "en": "Period"},
    "days": {"es": "{days} días", "en": "{days} days"},
    "year": {"es": "Un año", "en": "A year"},
    "kept": {"es": "Las búsquedas y las palabras se borran a los {days} días; los votos se quedan.", "en": "Searches and words are deleted after {days} days; votes stay."},
    "votes": {"es": "Páginas votadas", "en": "Pages voted on"},
    "votes_told": {"es": "{votes} votos: a un {share} le ha servido la página. Primero, las que a más lectores no les han servido.", "en": "{votes} votes: the page helped {share} of them. Those that failed most readers come first."},
    "one_vote_told": {"es": "Un voto: a un {share} le ha servido la página.", "en": "One vote: the page helped {share}."},
    "no_votes": {"es": "Nadie ha votado en este periodo.", "en": "Nobody voted in this period."},
    "page": {"es": "Página", "en": "Page"},
    "yes": {"es": "Sí", "en": "Yes"},
    "no": {"es": "No", "en": "No"},
    "helped": {"es": "Ha servido", "en": "It helped"},
    "mend": {"es": "Qué hacer", "en": "What to do"},
    "edit": {"es": "Editar la entrada", "en": "Edit the entry"},
    "edit_of": {"es": "Editar la entrada: {title}", "en": "Edit the entry: {title}"},
    "of_faq": {"es": "pregunta", "en": "question"},
    "of_steps": {"es": "tutorial", "en": "tutorial"},
    "of_product": {"es": "aparato", "en": "product"},
    "gone": {"es": "ya no está publicada", "en": "no longer published"},
    "remarks": {"es": "Lo que han escrito", "en": "What they wrote"},
    "no_remarks": {"es": "Nadie ha escrito nada en este periodo.", "en": "Nobody wrote anything in this period."},
    "said_yes": {"es": "Le ha servido", "en": "It helped"},
    "said_no": {"es": "No le ha servido", "en": "It did not help"},
    "searches": {"es": "Lo que se buscó en vano", "en": "Looked for in vain"},
    "searches_told": {"es": "De {all} búsquedas, {found} encontraron respuesta ({share}).", "en": "Of {all} searches, {found} found an answer ({share})."},
    "no_searches": {"es": "Nadie ha buscado nada en este periodo.", "en": "Nobody looked for anything in this period."},
    "all_found": {"es": "Todo lo que se buscó se encontró.", "en": "Everything that was looked for was found."},
    "looked_for": {"es": "Se buscó", "en": "Looked for"},
    "language": {"es": "Idioma", "en": "Language"},
    "times": {"es": "Veces", "en": "Times"},
    "last": {"es": "Última", "en": "Last"},
    "try": {"es": "Buscarlo", "en": "Search for it"},
    "try_of": {"es": "Buscar en la ayuda: {text}", "en": "Search help for: {text}"},
    "es": {"es": "español", "en": "Spanish"},
    "en": {"es": "inglés", "en": "English"},
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en")."""
    return WORDS[key][language].format(**values)
