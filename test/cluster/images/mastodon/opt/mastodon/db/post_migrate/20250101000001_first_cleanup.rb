db.exec('CREATE INDEX index_statuses_on_created_at ON statuses (created_at)')
