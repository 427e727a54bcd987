/** gesta.js, on every page: htmx (set up by the page's `htmx-config`) the timeline and the review. */

import "htmx.org";
import "./review.ts";
import "./timeline.ts";
