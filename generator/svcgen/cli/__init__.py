"""The command line: argv into a pipeline call and a report. The only room that prints."""
