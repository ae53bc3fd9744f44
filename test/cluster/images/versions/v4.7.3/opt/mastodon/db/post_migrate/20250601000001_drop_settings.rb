# What the version before still read.
db.exec('DROP TABLE settings')
