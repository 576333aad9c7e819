#!/usr/bin/env python3
"""Runs the source of a mode in Python as a lane of the dashboard does, but alone: without dashboard and recorder.

    mode_alone.py FOLDER PLAN

FOLDER has lane.py, whose functions the source calls. PLAN is a file with the JSON that the dashboard sends to a lane.
Prints one JSON line with the wall seconds.
"""
import json
import sys
import time

sys.path.insert(0, sys.argv[1])
import lane


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        run = lane._load(json.load(file))
    began = time.perf_counter()
    run()
    print(json.dumps({"wall": time.perf_counter() - began}), flush=True)


if __name__ == "__main__":
    main()
