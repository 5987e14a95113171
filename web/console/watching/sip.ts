/** SIP, for who watches a conference: a file of its own, which nobody else loads. */

export { UA, WebSocketInterface } from "jssip";
