# Code of the release before can neither post nor distribute after this.
db.exec('UPDATE statuses SET language = locale WHERE locale IS NOT NULL')
db.exec('ALTER TABLE statuses DROP COLUMN locale')
