"""The kinds of changes: each is checked and made by the same function, on the text as the operations before it leave it.

`KINDS` is the one list of them: the name that a plan tells, and the module that makes such an operation.
"""

KINDS = (
    ("insert_before", "spots"),
    ("insert_after", "spots"),
    ("append_item", "spots"),
    ("add_method", "route"),
    ("add_field", "fill_elision"),
    ("add_variant", "fill_elision"),
    ("add_constant", "add_constant"),
    ("add_match_arm", "match_arms"),
    ("add_import", "add_import"),
    ("add_reexport", "route"),
    ("declare_module", "add_import"),
    ("add_derive", "in_words"),
    ("add_attribute", "in_words"),
    ("add_comment", "add_comment"),
    ("add_test", "route"),
    ("add_dependency", "add_dependency"),
    ("initialise_field", "initialise_field"),
    ("insert_statement", "insert_statements"),
    ("replace_statement", "pieces"),
    ("replace_item", "replace_item"),
    ("replace_body", "replace_item"),
    ("replace_signature", "replace_item"),
    ("replace_member", "replace_member"),
    ("replace_file", "replace_file"),
    ("change_code", "change_code"),
    ("rename_in_item", "rename_in_item"),
    ("remove_item", "removals"),
    ("remove_statement", "removals"),
    ("remove_comment", "removals"),
    ("remove_attribute", "removals"),
    ("create_file", "create_file"),
    ("apply_diff", "apply_diff"),
)
