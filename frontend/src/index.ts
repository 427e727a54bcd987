/** gesta.js, on every page: htmx (set up by the page's `htmx-config`) and the timeline. */

import "htmx.org";
import "./timeline.ts";
