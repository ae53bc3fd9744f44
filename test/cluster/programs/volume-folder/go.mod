module mammut.test/cluster/volume-folder

go 1.25.0
