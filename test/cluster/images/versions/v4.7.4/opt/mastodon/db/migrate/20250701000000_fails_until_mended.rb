# Stands for data that a migration did not expect: it goes through once somebody has said CREATE TABLE mended ().
raise 'a row is in the way' if db.exec("SELECT to_regclass('mended')").getvalue(0, 0).nil?
