/** gesta.js, on every page: the timeline and the review. */

import "./review.ts";
import "./timeline.ts";
