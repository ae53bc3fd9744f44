module mammut.test/cluster/pause

go 1.25.0
