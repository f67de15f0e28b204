"""A store on a throw-away PostgreSQL, made and worked with by the program alone: what the figures of the server's clients share."""

import json
import os
import subprocess
import time

SECRET = "seven herons cross the lake at dusk"


def figure(name, value, unit, **more):
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, **more}), flush=True)


def lines_of(first, number):
    for n in range(first, first + number):
        yield json.dumps({"schema": "countersign.case/1", "id": "c%05d" % n, "kind": "note", "title": "Note %d" % n,
                          "evidence": [{"id": "e", "title": "Visit", "mediaType": "text/plain", "text": "Fifty milligrams twice a day. " * 8}],
                          "suggestion": {"text": "Take 50 mg twice daily. " * 8}})


class Clinic:
    def __init__(self, server, folder, program):
        self.server = server
        self.folder = folder
        self.program = program
        self.secret = os.path.join(folder, "secret")
        with open(self.secret, "w") as file:
            file.write(SECRET + "\n")
        os.chmod(self.secret, 0o600)
        connection = server.connect()
        connection.autocommit = True
        connection.cursor().execute("CREATE DATABASE crowd TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        connection.close()
        self.url = server.url.rsplit("/", 1)[0] + "/crowd"
        self.environment = {**os.environ, "HOME": folder, "XDG_DATA_HOME": folder, "COUNTERSIGN_KEYS": os.path.join(folder, "keys"),
                            "COUNTERSIGN_TEST_KEY_MEMORY": "64", "COUNTERSIGN_STORE": self.url, "QT_QPA_PLATFORM": "offscreen"}
        self.run("init", "--admin", "ada", "--admin-name", "Ada", "--secret-file", self.secret)

    def words(self, *words):
        return [self.program, *words]

    def run(self, *words):
        subprocess.run(self.words(*words), env=self.environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def enrol(self, id):
        self.run("person", "add", id, "--name", id, "--role", "reviewer", "--new-secret-file", self.secret, "--as", "ada", "--secret-file", self.secret)

    def bring_in(self, first, number):
        """So many cases from this one on, through the program; the seconds it took."""
        path = os.path.join(self.folder, "cases.jsonl")
        with open(path, "w") as file:
            file.writelines(line + "\n" for line in lines_of(first, number))
        began = time.monotonic()
        self.run("import", path, "--as", "ada", "--secret-file", self.secret)
        return time.monotonic() - began

    def sql(self, sql):
        connection = self.server.connect(database="crowd")
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows
