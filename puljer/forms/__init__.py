from puljer.forms.kan_i_soege import KanISoegeForm

__all__ = ["KanISoegeForm"]
