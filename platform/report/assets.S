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
    end script

    begin sweep_style
    .incbin EDGELOOM_REPORT_SWEEP_SWEEP_CSS
    end sweep_style

    begin sweep_script
    .incbin EDGELOOM_REPORT_SWEEP_VALUES_JS
    .incbin EDGELOOM_REPORT_SWEEP_FILTER_JS
    .incbin EDGELOOM_REPORT_SWEEP_VIEW_JS
    .incbin EDGELOOM_REPORT_SWEEP_HOVER_JS
    .incbin EDGELOOM_REPORT_SWEEP_COPY_JS
    .incbin EDGELOOM_REPORT_SWEEP_LIVE_PLOT_JS
    .incbin EDGELOOM_REPORT_SWEEP_SPREAD_BARS_JS
    .incbin EDGELOOM_REPORT_SWEEP_SCATTER_JS
    .incbin EDGELOOM_REPORT_SWEEP_AGAINST_JS
    .incbin EDGELOOM_REPORT_SWEEP_PARALLEL_JS
    .incbin EDGELOOM_REPORT_SWEEP_BRUSH_JS
    .incbin EDGELOOM_REPORT_SWEEP_PARTS_JS
    .incbin EDGELOOM_REPORT_SWEEP_VARIANTS_JS
    .incbin EDGELOOM_REPORT_SWEEP_DETAILS_JS
    .incbin EDGELOOM_REPORT_SWEEP_SWEEP_JS
    end sweep_script

    begin last_script
    .incbin EDGELOOM_REPORT_PAGE_JS
    end last_script

    begin chart_library
    .incbin EDGELOOM_CHART_LIBRARY
    .incbin EDGELOOM_CHART_LICENCE
    end chart_library

    .section .note.GNU-stack, "", @progbits
