"""Public corpora beside what is found in their texts, with the metrics of their authors: no part of what users install.

A set is a folder of annotated texts and a function from it to measures. The texts go through the same stages as
those of ``kg build``; nothing here changes what is found.
"""
