// Bundles as Go's own signed notes and transparency log see them (golang.org/x/mod/sumdb/note and tlog).
//
//	oracle BUNDLE      prints one JSON line: how many notes, cosignatures, inclusion and consistency proofs it accepted; exit 1 at the first it does not
package main

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func demand(err error, what string) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func read(path string) map[string][]byte {
	archive, err := zip.OpenReader(path)
	demand(err, path)
	defer archive.Close()
	files := map[string][]byte{}
	for _, file := range archive.File {
		stream, err := file.Open()
		demand(err, file.Name)
		files[file.Name], err = io.ReadAll(stream)
		demand(err, file.Name)
		stream.Close()
	}
	return files
}

func values(text []byte, key string) []string {
	var found []string
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, key+" ") {
			found = append(found, line[len(key)+1:])
		}
	}
	return found
}

func content(entry []byte) []byte {
	return entry[bytes.Index(entry, []byte("\n\n"))+2:]
}

func hash(line string) tlog.Hash {
	raw, err := base64.StdEncoding.DecodeString(line)
	demand(err, "hash")
	var one tlog.Hash
	if copy(one[:], raw) != tlog.HashSize {
		demand(fmt.Errorf("%d bytes", len(raw)), "hash")
	}
	return one
}

func hashes(text string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range strings.Fields(text) {
		all = append(all, hash(line))
	}
	return all
}

// A cosignature's time stands before the signature; the note package knows neither it nor the kind, but asks who does.
type cosigner struct {
	name string
	key  ed25519.PublicKey
}

func id(name string, kind byte, key []byte) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n"+string([]byte{kind})), key...))
	return binary.BigEndian.Uint32(sum[:])
}
func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return id(c.name, 4, c.key) }
func (c cosigner) Verify(text, payload []byte) bool {
	if len(payload) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(payload))
	return ed25519.Verify(c.key, append([]byte(head), text...), payload[8:])
}

// Everybody the bundle enrols, as the note package wants them: people and workstations.
func verifiers(files map[string][]byte, store string) (note.Verifiers, note.Verifiers) {
	var people, workstations []note.Verifier
	for name, entry := range files {
		if keys := values(entry, "public-key"); strings.HasPrefix(name, "entries/") && len(keys) == 1 {
			key, err := base64.StdEncoding.DecodeString(keys[0])
			demand(err, name)
			sum := sha256.Sum256(key)
			signer := store + "/" + values(entry, "owner")[0] + "/" + hex.EncodeToString(sum[:])[:16]
			encoded := base64.StdEncoding.EncodeToString(append([]byte{1}, key...))
			verifier, err := note.NewVerifier(fmt.Sprintf("%s+%08x+%s", signer, id(signer, 1, key), encoded))
			demand(err, name)
			people = append(people, verifier)
			if values(entry, "use")[0] == "workstation" {
				workstations = append(workstations, cosigner{signer, key})
			}
		}
	}
	return note.VerifierList(people...), note.VerifierList(workstations...)
}

func open(raw []byte, known note.Verifiers, what string) *note.Note {
	opened, err := note.Open(raw, known)
	demand(err, what)
	if len(opened.UnverifiedSigs) > 0 {
		demand(fmt.Errorf("%d signatures of nobody known", len(opened.UnverifiedSigs)), what)
	}
	return opened
}

func main() {
	files := read(os.Args[1])
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	lines := strings.Split(string(files["checkpoint"]), "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	demand(err, "checkpoint")
	root := hash(lines[2])
	people, workstations := verifiers(files, strings.Split(lines[0], "/")[1])
	accepted := map[string]int{"cosignatures": len(open(files["checkpoint"], workstations, "checkpoint").Sigs)}
	bases := map[int64]tlog.Hash{}
	for _, name := range names {
		if !strings.HasPrefix(name, "entries/") {
			continue
		}
		index, err := strconv.ParseInt(name[len("entries/"):], 10, 64)
		demand(err, name)
		if said := content(files[name]); bytes.Contains(said, []byte("\n\n")) {
			opened := open(said, people, name)
			accepted["notes"]++
			accepted["signatures"] += len(opened.Sigs)
			basis := strings.Fields(values(said, "basis")[0])
			old, err := strconv.ParseInt(basis[0], 10, 64)
			demand(err, name)
			raw, err := hex.DecodeString(basis[1])
			demand(err, name)
			var one tlog.Hash
			copy(one[:], raw)
			bases[old] = one
		}
		proof := strings.SplitN(string(files[fmt.Sprintf("proofs/%010d.tlog-proof", index)]), "\n\n", 2)[0]
		path := hashes(strings.Join(strings.Split(proof, "\n")[2:], "\n"))
		demand(tlog.CheckRecord(tlog.RecordProof(path), size, root, index, tlog.RecordHash(files[name])), name)
		accepted["inclusions"]++
	}
	for old, before := range bases {
		if path, there := files[fmt.Sprintf("proofs/consistency-%d", old)]; there {
			demand(tlog.CheckTree(tlog.TreeProof(hashes(string(path))), size, root, old, before), fmt.Sprintf("consistency from %d", old))
			accepted["consistencies"]++
		}
	}
	demand(json.NewEncoder(os.Stdout).Encode(accepted), "output")
}
