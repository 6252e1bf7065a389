"""The managers' page of the service standards at `/console/standards`.

`page` shows what the `address` asks for: `overview` every standard, `one` a single one, `behind`
the rows of a figure, `alerts` and `weekly` what is told of them; `desk` is what managers can do,
`charts` the pictures, `words` the texts in both languages. Depends on the standards, alerts and
reports.
"""
