module jangteo/pause

go 1.26
