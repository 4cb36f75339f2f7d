"""What calls give: values made up and recognised, arguments and receivers in words, results held against a sentence."""
