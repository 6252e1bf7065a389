"""A simulator of a support day or month: customers and agents who drive the real service.

`library` is what is asked, `people` who asks, `plan` when, `stories` what makes a month; `agenda`
jumps from event to event; `customers` and `staff` act at the doors of `place`; `books` keep what
truly happened, and `truth` counts it by the definitions of the standards, without their code.
Nobody but the benchmarks and the set-up of a demonstration imports it.
"""
