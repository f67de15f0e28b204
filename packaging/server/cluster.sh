# A PostgreSQL of one's own in a folder: made, started and stopped without touching what the system runs. Sourced by packaging/server/local
# and tests/server/throwaway. initdb refuses root: root hands the folder to "nobody".

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
as=()
if [ "$(id -u)" -eq 0 ]; then
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi

# Sets `installed` to the newest server's programs; fails where there is none.
cluster_find() {
  installed=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1) || true
  [ -x "${installed:-}/postgres" ]
}

# cluster_tree FOLDER: the server with our extension among its files: links to what is installed, but copies of the programs that look
# beside themselves. Without the server's headers there is no extension, and no store that verifies.
cluster_tree() {
  local folder=$1 version program
  version=$(basename "$(dirname "$installed")")
  tree=$folder/usr/lib/postgresql/$version
  rm -rf "$folder/usr" "$folder/build"
  mkdir -p "$folder/usr/lib/postgresql" "$folder/usr/share/postgresql" "$folder/build" "$folder/socket"
  cp -rs "$(dirname "$installed")" "$folder/usr/lib/postgresql/"
  cp -rs "/usr/share/postgresql/$version" "$folder/usr/share/postgresql/"
  for program in postgres initdb pg_ctl; do
    rm "$tree/bin/$program"
    cp "$installed/$program" "$tree/bin/$program"
  done
  [ -d "/usr/include/postgresql/$version/server" ] || return 0
  cp "$here"/extension/* "$folder/build/"
  make -s -C "$folder/build" with_llvm=no PG_CONFIG="$installed/pg_config" >"$folder/build/log" 2>&1 || { cat "$folder/build/log" >&2; return 1; }
  cp "$folder/build/countersign_ed25519.so" "$tree/lib/"
  cp "$folder"/build/*.control "$folder"/build/*--*.sql "$folder/usr/share/postgresql/$version/extension/"
}

# cluster_make FOLDER SETTING=VALUE…: an empty cluster. On the socket, which only its owner can reach, postgres is trusted; everybody else signs in.
cluster_make() {
  local folder=$1 setting
  shift
  cluster_tree "$folder" || return 1
  (umask 077 && head -c 24 /dev/urandom | base64 >"$folder/secret") # of nobody: the socket trusts postgres, and nothing else may be postgres
  if [ "$(id -u)" -eq 0 ]; then
    chmod 755 "$folder"
    chown -R nobody:nogroup "$folder"
  fi
  (cd / && "${as[@]}" "$tree/bin/initdb" -D "$folder/data" -U postgres --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 -N \
    --pwfile="$folder/secret" >"$folder/build/initdb.log" 2>&1) || { cat "$folder/build/initdb.log" >&2; return 1; }
  rm "$folder/secret"
  printf 'local all postgres trust\nlocal all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n' >"$folder/data/pg_hba.conf"
  {
    printf "unix_socket_directories = '%s'\nunix_socket_permissions = 0700\n" "$folder/socket"
    for setting in "$@"; do
      printf "%s = '%s'\n" "${setting%%=*}" "${setting#*=}"
    done
  } >>"$folder/data/postgresql.conf"
}

cluster_start() {
  local folder=$1
  tree=$(echo "$folder"/usr/lib/postgresql/*)
  (cd / && "${as[@]}" "$tree/bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -t 60 start >/dev/null 2>&1 </dev/null) ||
    { tail -20 "$folder/data/log" >&2; return 1; }
}

# cluster_stop FOLDER smart|fast|immediate
cluster_stop() {
  local folder=$1
  tree=$(echo "$folder"/usr/lib/postgresql/*)
  (cd / && "${as[@]}" "$tree/bin/pg_ctl" -D "$folder/data" -m "$2" -w stop >/dev/null 2>&1)
}

# The address of a database on the private socket.
cluster_url() { # FOLDER USER DATABASE
  printf 'postgresql://%s@%s:5432/%s\n' "$2" "$(printf '%s' "$1/socket" | sed 's,/,%2F,g')" "$3"
}
