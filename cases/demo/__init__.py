"""A visibly fictional office, made through the same actions that people use."""

from cases.demo.demo_office import DemoCase, DemoOffice, DemoRefusedError, build, exists

__all__ = ["DemoCase", "DemoOffice", "DemoRefusedError", "build", "exists"]
