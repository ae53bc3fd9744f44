# Stands for a migration that meets data it did not expect, until somebody mends them.
raise 'a row is in the way' if db.exec("SELECT to_regclass('mended')").getvalue(0, 0).nil?
