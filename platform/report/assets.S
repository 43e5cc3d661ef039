// The bytes behind assets.hpp; the paths come from CMakeLists.txt.
    .macro begin name
    .global edgeloom_report_\name\()_begin
    .global edgeloom_report_\name\()_end
edgeloom_report_\name\()_begin:
    .endm

    .macro end name
edgeloom_report_\name\()_end:
    .endm

    .section .rodata
    begin page
    .incbin EDGELOOM_REPORT_PAGE_HTML
    end page

    begin style
    .incbin EDGELOOM_REPORT_PAGE_CSS
    end style

    begin script
    .incbin EDGELOOM_REPORT_DOM_JS
    .incbin EDGELOOM_REPORT_FORMAT_JS
    .incbin EDGELOOM_REPORT_TABLE_JS
    .incbin EDGELOOM_REPORT_PLOT_JS
    .incbin EDGELOOM_REPORT_RUN_JS
    .incbin EDGELOOM_REPORT_BUS_JS
    .incbin EDGELOOM_REPORT_COMPARISON_JS
    .incbin EDGELOOM_REPORT_PAGE_JS
    end script

    begin chart_library
    .incbin EDGELOOM_CHART_LIBRARY
    .incbin EDGELOOM_CHART_LICENCE
    end chart_library

    .section .note.GNU-stack, "", @progbits
