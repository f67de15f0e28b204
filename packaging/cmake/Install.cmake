# Where a system puts the program (cmake --install): its command, its place in the desktop's menu, its manual page.
include(GNUInstallDirs)
set(desktop ${CMAKE_SOURCE_DIR}/packaging/desktop)
install(TARGETS countersign RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${desktop}/org.countersign.Countersign.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${desktop}/org.countersign.Countersign.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${desktop}/org.countersign.Countersign.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/countersign.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
