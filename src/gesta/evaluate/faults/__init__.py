"""Faults made on purpose: operations on a project that are killed, and what is left compared with an undisturbed run.

``python -m gesta.evaluate.faults --help`` says what can be asked.
"""
