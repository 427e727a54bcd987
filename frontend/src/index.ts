/** gesta.js, on every page: htmx, the timeline, the review. */

import htmx from "htmx.org";
import "./timeline.ts";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
