"""Mutation testing: change one function at a time and see whether a test fails. `make mutants` runs it.

The mutants come from mutmut's operators. Running them is our own: mutmut changes no decorated function, which are most
of ours, and has no seeded sample. Everything is imported and collected once; each mutant is a forked process with a
copy of the test database, in which the code of one function is replaced. A test that starts further processes does not
see the mutant there.
"""
