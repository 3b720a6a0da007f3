project = "Optimization"
author = "Somebody else"
html_theme = "alabaster"
# What hears of the networks stands beside all courses of the tests.
html_js_files = ["/listener/heard.js"]
html_sidebars = {}
