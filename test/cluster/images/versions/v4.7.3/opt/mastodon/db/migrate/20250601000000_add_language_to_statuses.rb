db.exec("ALTER TABLE statuses ADD COLUMN language varchar DEFAULT 'en'")
