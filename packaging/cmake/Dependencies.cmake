# Every library the product is built with, and why it is there. All are Debian 12 packages.
find_package(PkgConfig REQUIRED)

# Qt 6.4: containers, text, threads (Core); the only SQL access layer that serves SQLite and PostgreSQL alike (Sql);
# the test framework (Test). The window: Widgets, Svg (icons), PrintSupport (decision pages), Charts (statistics).
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Sql Test)
if(COUNTERSIGN_UI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets Svg PrintSupport LinguistTools)
endif()

# OpenSSL: SHA-256 with the processor's own instructions (Qt's own is ten times slower).
find_package(OpenSSL 3 REQUIRED)
# libsodium: Ed25519, XChaCha20-Poly1305, argon2id, guarded memory.
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
# libsqlite3: the same library Qt's driver uses, for every statement (Qt SQL costs more than the work itself), interrupt and backup.
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
# libpq: the shared store on a PostgreSQL server, by the same way: prepared statements, binary values, notifications.
pkg_check_modules(POSTGRES REQUIRED IMPORTED_TARGET libpq)
# libzip: case folders handed over as one .zip.
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
# nlohmann_json: writing JSON and values inside exchange.
find_package(nlohmann_json 3.11 REQUIRED)
# CLI11: the terminal's options and help.
if(COUNTERSIGN_UI)
  find_package(CLI11 2.1 REQUIRED)
  # qtkeychain: the newest checkpoint also in the keychain of the operating system, where putting back files does not reach.
  find_package(Qt6Keychain 0.13 REQUIRED)
  # hunspell: the spelling of what a reviewer writes, by the dictionaries Debian installs.
  pkg_check_modules(HUNSPELL REQUIRED IMPORTED_TARGET hunspell)
  # The decoding child alone. Qt Pdf: pages and their text, by PDFium. DCMTK: DICOM with Debian's codecs (JPEG, JPEG-LS, RLE). libseccomp:
  # the filter that leaves the child no file, no socket and no other program.
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Pdf)
  # (Its dcmtk.pc asks for packages that libdcmtk-dev does not bring, and names thirty libraries; these are the ones that are needed.)
  find_library(COUNTERSIGN_DCMDATA dcmdata REQUIRED)
  add_library(DCMTK::pictures INTERFACE IMPORTED)
  target_link_libraries(DCMTK::pictures INTERFACE dcmimage dcmimgle dcmjpeg dcmjpls ${COUNTERSIGN_DCMDATA} oflog ofstd)
  pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
endif()
# libxml2, in the decoding child alone: reads web pages as browsers do, however broken.
pkg_check_modules(LIBXML REQUIRED IMPORTED_TARGET libxml-2.0)
# tl::expected: Result<T> until the compiler's own std::expected can be had (C++23).
find_package(tl-expected REQUIRED)
