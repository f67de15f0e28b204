# Where a system puts the program (cmake --install): its command, its place in the desktop's menu, its manual page, its completions.
# The last two are made by the program itself after every build of it (app/CMakeLists.txt).
include(GNUInstallDirs)
set(described ${CMAKE_BINARY_DIR}/described)
set(desktop ${CMAKE_SOURCE_DIR}/packaging/desktop)
install(TARGETS countersign RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS countersign-decode RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/countersign)
install(FILES ${desktop}/org.countersign.Countersign.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${desktop}/org.countersign.Countersign.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${desktop}/org.countersign.Countersign.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${described}/countersign.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${described}/countersign.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME countersign)
install(FILES ${described}/countersign.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _countersign)
install(FILES ${described}/countersign.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
