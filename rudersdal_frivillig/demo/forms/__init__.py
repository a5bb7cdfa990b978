from rudersdal_frivillig.demo.forms.budget import BilagForm, BudgetForm
from rudersdal_frivillig.demo.forms.byggeklodser import ByggeklodserForm

__all__ = ["BilagForm", "BudgetForm", "ByggeklodserForm"]
