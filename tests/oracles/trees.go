// The tree of sizes 1 to N as Go's transparency log makes it (golang.org/x/mod/sumdb/tlog), a line for each thing, hashes in hex:
//
//	root SIZE HASH          path SIZE INDEX HASH…          consistency OLD NEW HASH…
//
// Leaf i is "leaf i".
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = s[index]
	}
	return found, nil
}

func demand(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func line(out *bufio.Writer, head string, hashes []tlog.Hash) {
	fmt.Fprint(out, head)
	for _, one := range hashes {
		fmt.Fprintf(out, " %x", one[:])
	}
	fmt.Fprintln(out)
}

func main() {
	largest, err := strconv.ParseInt(os.Args[1], 10, 64)
	demand(err)
	out := bufio.NewWriter(os.Stdout)
	var tree stored
	for size := int64(0); size <= largest; size++ {
		if size > 0 { // of an empty tree this version says nothing but zeros
			root, err := tlog.TreeHash(size, tree)
			demand(err)
			line(out, fmt.Sprintf("root %d", size), []tlog.Hash{root})
		}
		for index := int64(0); index < size; index++ {
			path, err := tlog.ProveRecord(size, index, tree)
			demand(err)
			line(out, fmt.Sprintf("path %d %d", size, index), path)
		}
		for old := int64(1); old <= size; old++ {
			proof, err := tlog.ProveTree(size, old, tree)
			demand(err)
			line(out, fmt.Sprintf("consistency %d %d", old, size), proof)
		}
		added, err := tlog.StoredHashes(size, []byte(fmt.Sprintf("leaf %d", size)), tree)
		demand(err)
		tree = append(tree, added...)
	}
	demand(out.Flush())
}
