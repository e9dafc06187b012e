"""Portals and servers that the benchmarks measure, and those beside which they are measured."""
