"""packaging/server/local: a server to try, with sample people and cases made by the program; nothing of it is left.

    test_local.py PROGRAM
"""

import sys

sys.dont_write_bytecode = True

import os
import subprocess
import tempfile
import unittest

import psycopg2

import house

LOCAL = os.path.join(house.SOURCE, "packaging", "server", "local")
PROGRAM = ""


class Local(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.outside = tempfile.TemporaryDirectory(dir="/tmp")  # a short name: a socket stands in it
        os.chmod(self.outside.name, 0o755)
        self.folder = os.path.join(self.outside.name, "server")
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("COUNTERSIGN_")}
        self.environment.update(HOME=self.home.name, XDG_CONFIG_HOME=self.home.name + "/config", XDG_DATA_HOME=self.home.name + "/data",
                                COUNTERSIGN_PROGRAM=PROGRAM, COUNTERSIGN_TEST_KEY_MEMORY="64")

    def tearDown(self):
        self.call("remove")
        self.assertEqual(os.path.exists(self.folder), False)
        self.outside.cleanup()
        self.home.cleanup()

    def call(self, what):
        done = subprocess.run([LOCAL, what, self.folder], env=self.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def connect(self, database):
        return psycopg2.connect(host=self.folder + "/socket", user="postgres", dbname=database)

    def test_it_starts_stops_and_starts_again(self):
        self.assertIn("postgresql://postgres@", self.call("start"))
        self.connect("postgres").close()
        self.call("stop")
        with self.assertRaises(psycopg2.OperationalError):
            self.connect("postgres")
        self.call("start")
        self.connect("postgres").close()

    def test_sample_people_find_sample_cases(self):
        self.call("sample")
        with self.connect("sample") as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM countersign.cases WHERE state = 'open'")
            self.assertGreater(cursor.fetchone()[0], 20)
            cursor.execute("SELECT * FROM countersign.examination()")
            self.assertEqual(cursor.fetchall(), [])
        store = "postgresql://ben@%s:5432/sample" % (self.folder + "/socket").replace("/", "%2F")
        said = subprocess.run([PROGRAM, "claim", "--next", "--store", store, "--as", "ben", "--secret-file", self.folder + "/passphrase"], env=self.environment,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual((said.returncode, len(said.stdout.split())), (0, 1), said.stderr)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop()
    if not os.path.isdir("/usr/lib/postgresql"):
        print("SKIP   : no PostgreSQL server to start here (postgresql-15, postgresql-server-dev-15)")
        sys.exit(0)
    unittest.main()
