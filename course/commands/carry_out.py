"""What each command of `mfa-course` does with its options; its module is imported when it is called."""

from __future__ import annotations

import argparse


def carry_out(options: argparse.Namespace) -> int:
    """Run the command that these options are of; gives the exit status."""
    match options.command:
        case "run":
            from course.commands.run import run

            return run(options.lesson, watch=options.watch, seed=options.seed, language=options.lang)
        case "play":
            from course.commands.play import play

            return play(
                options.lesson, solve=options.solve, fresh=options.fresh, seed=options.seed, language=options.lang
            )
        case "lessons":
            from course.commands.lessons import lessons

            return lessons(options.action, options.folder)
        case "review":
            from course.commands.review import review

            return review(options.lesson)
        case "glossary":
            from course.commands.glossary import glossary

            return glossary(options.term)
        case "cheat-sheet":
            from course.commands.cheat_sheet import cheat_sheet

            return cheat_sheet()
        case "keys":
            from course.commands.keys import keys

            return keys(markdown=options.markdown)
        case "exercises":
            from course.commands.exercises import exercises

            return exercises(options.folder)
        case "shell":
            from course.commands.shell import shell

            return shell(options.scenario, options.seed, options.start, errexit=options.errexit)
        case "api":
            from course.commands.api import api

            return api(options.scenario, options.port, options.seed, options.env_file)
        case "web":
            from course.commands.web import web

            return web(options.port, open_browser=options.open)
        case "new":
            from course.commands.new import new

            return new(options.kind, options.name)
        case "prove":
            from course.commands.prove import prove

            return prove(
                options.paths, seeds=options.seeds, jobs=options.jobs, as_json=options.json, junit=options.junit
            )
        case "record":
            from course.commands.record import record

            return record(options.lesson, options.step)
        case "schema":
            from course.commands.schema import schema

            return schema(options.kind)
        case "transcript":
            from course.commands.transcript import transcript

            return transcript(options.lesson, options.output)
        case "replay":
            from course.commands.replay import replay

            return replay(options.transcript, options.to)
        case "grade":
            from course.commands.grade import grade

            return grade(options.transcripts, format=options.format, lesson=options.lesson)
    raise ValueError(f"{options.command} is no command")
