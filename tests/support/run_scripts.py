"""Runs the scripts that the page writes, all in one process: Python and its libraries start once.

Reads a JSON list of {"name", "code", "inputs"} from the file that is named first, and writes to the
second the predictions of each script for those raw inputs, row by row, or what went wrong.
"""
import contextlib
import io
import json
import os
import sys
import traceback

import numpy as np

if len(sys.argv) > 3:  # a module that stands in for others
    __import__(sys.argv[3])

cases = json.load(open(sys.argv[1], encoding="utf-8"))
os.chdir(os.path.dirname(os.path.abspath(sys.argv[1])))  # scripts read their data beside them
outcomes = []
for case in cases:
    said = io.StringIO()
    scope = {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(case["code"], case["name"], "exec"), scope)
        rows = np.array(case["inputs"], dtype=float)  # a missing value comes as null
        predictions = np.asarray(scope["predict"](rows), dtype=float).tolist()
        outcomes.append({"predictions": predictions, "said": said.getvalue()})
    except SystemExit as stop:
        outcomes.append({"ended": str(stop), "said": said.getvalue()})
    except BaseException:
        outcomes.append({"failed": traceback.format_exc()})
json.dump(outcomes, open(sys.argv[2], "w", encoding="utf-8"))
