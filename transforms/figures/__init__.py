"""Figures: casualties, forces, weapons and distances, with their ranges, each under its own source."""

from transforms.figures.extract import extract_figures
from transforms.figures.quantities import Quantity, find_quantities, read_quantity

__all__ = ["Quantity", "extract_figures", "find_quantities", "read_quantity"]
