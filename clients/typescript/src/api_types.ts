/** What the API's description says, as types: made by `make client-types`, never by hand. */

export interface paths {
  "/v1/conferences": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Conferences that are going on now, by name. A page may have fewer entries than asked for. */
    get: operations["list_conferences"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is happening in a conference; `ETag` is its revision. Five minutes after its node was last seen it has ended (410) with the `reason` `node_lost` or `switch_lost`, unless the node comes back with it. */
    get: operations["get_conference"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change a conference; several fields are one command with steps, stopping at the first failure. */
    patch: operations["update_conference"];
    trace?: never;
  };
  "/v1/conferences/{conference}/slots/clear": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Clear every member's reservation id. */
    post: operations["clear_slots"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/members": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everybody in the conference. */
    get: operations["list_members"];
    put?: never;
    post?: never;
    /** End the calls of all members. */
    delete: operations["hang_up_all"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/members/{member}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One member. */
    get: operations["get_member"];
    put?: never;
    post?: never;
    /** Remove a member from the conference, or end the call, or keep them out until the meeting ends. */
    delete: operations["remove_member"];
    options?: never;
    head?: never;
    /** Change a member; several fields are one command with steps, stopping at the first failure. */
    patch: operations["update_member"];
    trace?: never;
  };
  "/v1/conferences/{conference}/mute-all": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Mute everybody who is there now, but for the hosts. */
    post: operations["mute_all"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/members/{member}/ask-to-unmute": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask a muted member to be heard again: they hear it, and `asked_to_unmute_at` tells their page. */
    post: operations["ask_to_unmute"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/kept-out/{person}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Let somebody in again who is kept out: a `person` of the conference's `standings`. */
    delete: operations["let_in"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/rules/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let the room's rules keep the picture again: since `picture_by_hand_at` they have left it alone. */
    post: operations["resume_rules"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/end": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End the conference for all: it is locked, then everybody's call ends. */
    post: operations["end_conference"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/waiting": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who waits to be let in. What changes is told by the events waiting.joined, .admitted, .refused and .left; there may be people who wait for a conference that has not begun. */
    get: operations["list_waiting"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/waiting/admit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let people in who wait. Each is moved whatever becomes of the others; a locked or full conference takes nobody. */
    post: operations["admit_waiting"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/waiting/refuse": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Do not let people in who wait: they hear it, their pages show the words, and their calls end. */
    post: operations["refuse_waiting"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/calls": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Call somebody into the conference. Numbers must begin with an allowed prefix. */
    post: operations["make_call"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/gateways": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The domain's gateways, and on each node whether they are up and registered; some seconds old. */
    get: operations["list_gateways"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/canvas": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where every slot of the picture is, in fractions and pixels, and who is in it. */
    get: operations["get_canvas"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/canvas.svg": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The canvas as a picture; dashed is likely, not certain. */
    get: operations["draw_canvas"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/stills": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take a still of the real canvas; its id is the id of this command, and it is kept for a day. */
    post: operations["take_still"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/stills/{still}.png": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The picture of a still; one that is larger than 4 MB is a redirect to where it is stored. */
    get: operations["get_still_picture"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/stills/{still}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A still: when it was taken, its size, and where it can be had. */
    get: operations["get_still"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/stage": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the picture should be, and how far it is from that. */
    get: operations["get_stage"];
    /** What the picture should be from now on, kept so by the relay; also before anybody is there, and while the node is away: then it is only kept, and `command` is null. */
    put: operations["put_stage"];
    post?: never;
    /** Leave the picture alone from now on; it stays as it is. */
    delete: operations["delete_stage"];
    options?: never;
    head?: never;
    /** What becomes of who comes later; a conference without a stage gets one of the layout that it shows. */
    patch: operations["patch_stage"];
    trace?: never;
  };
  "/v1/conferences/{conference}/stage/undo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Go back to the picture before the last one that a stage, a scene or a cue has set; up to ten times in a row. */
    post: operations["undo_stage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/scenes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Pictures that are saved under a name. */
    get: operations["list_scenes"];
    put?: never;
    /** Several commands as one, in order, stopping at the first failure. */
    post: operations["run_scene"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/scenes/{scene}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A saved scene. */
    get: operations["get_scene"];
    /** Save a picture under a name: a stage, or without one the picture that is shown now. */
    put: operations["put_scene"];
    post?: never;
    /** Forget a saved scene; the picture stays. */
    delete: operations["delete_scene"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/scenes/{scene}/show": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Show a saved scene: its stage is the conference's from now on. */
    post: operations["show_scene"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/cues": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Scenes in the order in which they are to be shown, and where it stands. */
    get: operations["get_cues"];
    /** Make the cue list; it begins before its first scene. */
    put: operations["put_cues"];
    post?: never;
    /** Forget the cue list; scenes and picture stay. */
    delete: operations["delete_cues"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/cues/next": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Show the next scene of the cue list. */
    post: operations["next_cue"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/cues/back": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Show the scene of the cue list before this one. */
    post: operations["previous_cue"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/layouts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The layouts that rooms of the domain may show. */
    get: operations["list_layouts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/layouts/{layout}.svg": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A layout as a picture with numbers. */
    get: operations["draw_layout"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/layouts/{layout}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A layout with what looks wrong about it. */
    get: operations["get_layout"];
    /** Make or change a layout; errors refuse it, warnings are listed. Used by conferences that begin later. */
    put: operations["put_layout"];
    post?: never;
    /** Remove a layout of the domain that no room and no group shows. */
    delete: operations["delete_layout"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/layout-groups": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The groups of layouts, each with which layout for how many people. */
    get: operations["list_layout_groups"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/layout-groups/{group}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A group of layouts. */
    get: operations["get_layout_group"];
    /** Make or change a group of layouts. */
    put: operations["put_layout_group"];
    post?: never;
    /** Remove a group of the domain that no room shows. */
    delete: operations["delete_layout_group"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/assets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The domain's own pictures, sounds and fonts by name (docs/assets.md). */
    get: operations["list_assets"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/assets/{asset}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A picture, sound or font of the domain, and where it can be had. */
    get: operations["get_asset"];
    /** Ask for an upload: the answer says where the file is to be sent. Fonts need `operate` as well. */
    put: operations["put_asset"];
    post?: never;
    /** Remove a picture, sound or font with its file. What a conference shows of it stays till that changes. */
    delete: operations["delete_asset"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/assets/{asset}/check": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Have an uploaded file looked at. 202 while that goes on, 200 once it is `ready` or `failed`; `Prefer: wait=20` waits for that. */
    post: operations["check_asset"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/play": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Play a known prompt, or a sound of the domain's own (`own/` and its name), to all or to one member. */
    post: operations["play"];
    /** Stop what is played and spoken to all. */
    delete: operations["stop_playing"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/say": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Speak a text to all or to one member; needs espeak-ng beside the relay. It is stopped as a prompt is. */
    post: operations["say"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/recordings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The conference's recordings, those of its earlier meetings too. */
    get: operations["list_recordings"];
    put?: never;
    /** Start a recording; its id is the id of this command. */
    post: operations["start_recording"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/recordings/{recording}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A recording, and where its file can be had. */
    get: operations["get_recording"];
    put?: never;
    post?: never;
    /** Stop a recording that runs (its file stays); erase all versions of one that is over (204). */
    delete: operations["stop_recording"];
    options?: never;
    head?: never;
    /** Pause a recording, go on with it, or stop it. */
    patch: operations["change_recording"];
    trace?: never;
  };
  "/v1/conferences/{conference}/recordings/{recording}/file": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The file of a recording: a redirect to S3, or the file itself where this machine keeps it. */
    get: operations["get_recording_file"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/streams": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The conference's streams, those of its earlier meetings too. */
    get: operations["list_streams"];
    put?: never;
    /** Start a stream; its id is the id of this command. */
    post: operations["start_stream"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/streams/{stream}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A stream, with its restarts. */
    get: operations["get_stream"];
    put?: never;
    post?: never;
    /** End the stream, also while it is being started again. A stream cannot be paused. */
    delete: operations["stop_stream"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/commands": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Any command of the catalogue; the ability depends on its kind. */
    post: operations["run_command"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/commands/{command}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A command and its outcome. Whoever made it needs no ability, others need `view`. */
    get: operations["get_command"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/meetings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Meetings that are over, by when they began, newest first; one is listed within a minute of its end. A page may have fewer entries than asked for, none too, and `next` is null on the last one. */
    get: operations["list_meetings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/meetings/{meeting}.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who came and went in a meeting, as a table for a spreadsheet; `Link` with `rel=next` says that there is more. */
    get: operations["get_meeting_table"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/meetings/{meeting}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A meeting that is over: who came and went, when and why, what was recorded and streamed, and the first 50 of its messages. */
    get: operations["get_meeting"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/meetings/{meeting}/messages": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was written in a meeting that is over, oldest first. */
    get: operations["list_meeting_messages"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/meetings/{meeting}/messages.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was written in a meeting, as a table for a spreadsheet; `Link` with `rel=next` says that there is more. */
    get: operations["get_meeting_messages_table"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The domain's webhooks: servers that are told what happens (docs/webhooks.md). */
    get: operations["list_webhooks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{webhook}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A webhook, and how well its receiver is. */
    get: operations["get_webhook"];
    /** Make a webhook (201, and `secret` is told this once) or change it. What happens from then on is sent to `url`, one event a request, signed as Standard Webhooks say. */
    put: operations["put_webhook"];
    post?: never;
    /** Remove a webhook. A try that is under way ends; nothing is sent after it. */
    delete: operations["delete_webhook"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{webhook}/secret": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A new secret, told this once. For a day, or `overlap_seconds`, the one before signs, too. */
    post: operations["rotate_webhook_secret"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{webhook}/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What became of each event, newest first, for 30 days: every try with its answer. */
    get: operations["list_deliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{webhook}/deliveries/{delivery}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One delivery. */
    get: operations["get_delivery"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{webhook}/deliveries/{delivery}/redeliver": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Send an event once more, with the same id; it is tried once. The delivery tells what came of it. */
    post: operations["redeliver"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{webhook}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Send an event of type `webhook.test`, whether the webhook is on or not; it is tried once. The answer names the delivery that tells what came of it. */
    post: operations["test_webhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who did what, newest first: changes, downloads, erasures, refusals, and how commands ended (within a minute of it). A page may have fewer entries than asked for, none too, and `next` is null on the last one; as CSV, a `Link` with `rel=next` says so. */
    get: operations["get_audit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/nodes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The nodes that serve the domain, by name; some seconds old (docs/fleet.md). */
    get: operations["list_nodes"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/nodes/{node}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A node, as it is now: while it drains, how many conferences are left, and whether it is `empty`. */
    get: operations["get_node"];
    put?: never;
    post?: never;
    /** Remove a node that is empty or lost. It is there, as `removing`, until its relay has been gone for 20 s and all that was there has ended; what a lost one had ends at once. */
    delete: operations["remove_node"];
    options?: never;
    head?: never;
    /** Drain a node, or let it take conferences again. New ones begin elsewhere; who is in one stays, and more may come into it. */
    patch: operations["update_node"];
    trace?: never;
  };
  "/v1/conferences/{conference}/move": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Bring a conference with its people to another node, without a new call. There it is another meeting; who comes meanwhile comes there (docs/fleet.md). */
    post: operations["move_conference"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/live": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A ticket for a WebSocket that tells what happens as it happens (docs/live.md). It opens one connection within 30 seconds; the connection may see what the token may, and ends with it. */
    post: operations["open_live"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened in a conference after an event that you have, in order, for 48 hours. `gap` says what of it cannot be told any more: take the conference itself, then ask after `seq`. */
    get: operations["get_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to what is the domain's and no conference's, in order, for 48 hours: its own pictures, sounds and fonts (docs/assets.md). `GET /v1/assets` says how they are. */
    get: operations["get_domain_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/messages": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was written in the meeting that goes on, newest first. */
    get: operations["list_messages"];
    put?: never;
    /** Write a message to everybody in the conference: ten in ten seconds at most. The same id and text again are the same message. */
    post: operations["post_message"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/messages/{message}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Take a message's text away, here and in the feed; that there was one stays. */
    delete: operations["delete_message"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/presence": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who follows the conference in a page (over a WebSocket), the longest first. A member's `user` may be the same as a `subject` here: then they are in the call, too. */
    get: operations["get_presence"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The domain's users, without those who are there by a link. */
    get: operations["list_users"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/users/{user}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A user as provisioned. */
    get: operations["get_user"];
    /** Make a user, or put it in the place of the one that is there. Secrets that are left out stay. */
    put: operations["put_user"];
    post?: never;
    /** Remove a user. */
    delete: operations["delete_user"];
    options?: never;
    head?: never;
    /** Change some fields of a user (RFC 7396); null is the field's default. */
    patch: operations["patch_user"];
    trace?: never;
  };
  "/v1/rooms": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The domain's rooms. */
    get: operations["list_rooms"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/rooms/{room}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A room as provisioned. */
    get: operations["get_room"];
    /** Make a room, or put it in the place of the one that is there. Secrets that are left out stay. */
    put: operations["put_room"];
    post?: never;
    /** Remove a room. */
    delete: operations["delete_room"];
    options?: never;
    head?: never;
    /** Change some fields of a room (RFC 7396); null is the field's default. */
    patch: operations["patch_room"];
    trace?: never;
  };
  "/v1/rooms/{room}/invitees": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who has a PIN of their own in a room. */
    get: operations["list_invitees"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/rooms/{room}/invitees/{invitee}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An invitee as provisioned. */
    get: operations["get_invitee"];
    /** Make an invitee, or put it in the place of the one that is there. Secrets that are left out stay. */
    put: operations["put_invitee"];
    post?: never;
    /** Remove an invitee. */
    delete: operations["delete_invitee"];
    options?: never;
    head?: never;
    /** Change some fields of an invitee (RFC 7396); null is the field's default. */
    patch: operations["patch_invitee"];
    trace?: never;
  };
  "/v1/groups": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The domain's groups. */
    get: operations["list_groups"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/groups/{group}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A group as provisioned. */
    get: operations["get_group"];
    /** Make a group, or put it in the place of the one that is there. Secrets that are left out stay. */
    put: operations["put_group"];
    post?: never;
    /** Remove a group. */
    delete: operations["delete_group"];
    options?: never;
    head?: never;
    /** Change some fields of a group (RFC 7396); null is the field's default. */
    patch: operations["patch_group"];
    trace?: never;
  };
  "/v1/gateways/{gateway}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A gateway as provisioned. */
    get: operations["get_gateway"];
    /** Make a gateway, or put it in the place of the one that is there. Secrets that are left out stay. */
    put: operations["put_gateway"];
    post?: never;
    /** Remove a gateway. */
    delete: operations["delete_gateway"];
    options?: never;
    head?: never;
    /** Change some fields of a gateway (RFC 7396); null is the field's default. */
    patch: operations["patch_gateway"];
    trace?: never;
  };
  "/v1/dial-in-numbers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What telephones dial. */
    get: operations["list_dial_in_numbers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/rooms/{room}/entries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The links into a room. */
    get: operations["list_entries"];
    put?: never;
    /** Make a link into a room for one person. */
    post: operations["create_entry"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/rooms/{room}/entries/{entry}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Let nobody in by this link any more: its call ends, its token is dead. */
    delete: operations["revoke_entry"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/entries/redeem": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Come in by a link: without a token, and only so often from one address. */
    post: operations["redeem_entry"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/conferences/{conference}/observers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Watch the conference's picture without being in it: who is there is told that somebody watches. */
    post: operations["observe"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tokens/revocations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tokens that are good no more. */
    get: operations["list_revocations"];
    put?: never;
    /** Refuse a token, or what a subject was issued before a moment. */
    post: operations["revoke_tokens"];
    /** Take a revocation back. */
    delete: operations["allow_tokens"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This API as OpenAPI 3.1. */
    get: operations["get_description"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * ConferencePatch
     * @description What the conference should be from now on; fields that are left out stay as they are.
     */
    ConferencePatch: {
      locked?: boolean;
      /** @description 0 is no limit */
      max_members?: number;
      fps?: number;
      /**
       * @description name of a layout that the conference has loaded; not beginning with `group`
       * @example 2x2
       */
      layout?: string;
      /**
       * @description name of a group of layouts
       * @example grid
       */
      layout_group?: string;
      video_floor?: string | null;
      /** @description for whoever is alone */
      music?: boolean;
      background?: string | null;
      foreground?: string | null;
    };
    /**
     * MemberPatch
     * @description What a member should be from now on; fields that are left out stay as they are.
     */
    MemberPatch: {
      /**
       * @description one line of printable text, without spaces at its ends, backslashes and ${
       * @example Ada Lovelace
       */
      name?: string;
      muted?: boolean;
      video_muted?: boolean;
      deaf?: boolean;
      on_hold?: boolean;
      /** @description volume step, 0 is unchanged */
      volume_in?: number;
      /** @description volume step, 0 is unchanged */
      volume_out?: number;
      /** @description mean of a frame's samples; speech is some 200 to 1800 */
      energy_level?: number;
      /** @description mean of a frame's samples; speech is some 200 to 1800 */
      gain?: number;
      slot?: string | null;
      role?: string | null;
      banner?: components["schemas"]["Banner"] | null;
      mute_image?: string | null;
      logo?: string | null;
      /**
       * @description degrees, clockwise
       * @enum {unknown}
       */
      turned?: 0 | 90 | 180 | 270;
      filter?: ("8bit" | "gray" | "sepia") | null;
      /** @description true: give the member the audio floor */
      floor?: boolean;
      /** @description true: give the member the video floor */
      video_floor?: boolean;
      /** @description whether they may do what a host may, until the meeting ends */
      host?: boolean;
      /** @description whether the hand is up; alone, for it is no command: 204, and it is so */
      hand?: boolean;
    };
    /**
     * Banner
     * @description The line of text under a member's picture; what is left out is FreeSWITCH's default.
     */
    Banner: {
      /**
       * @description one line of printable text without braces, and not one of clear, allclear, reset
       * @example Ada Lovelace
       */
      text: string;
      font_face?: string | null;
      font_scale?: number | null;
      fg?: string | null;
      bg?: string | null;
      min_font_size?: number | null;
      max_font_size?: number | null;
    };
    /**
     * Question
     * @description In which language the member is asked.
     */
    Question: {
      /**
       * @description left out: "en"
       * @enum {string}
       */
      language?: "de" | "en";
    };
    /**
     * AdmitBody
     * @description Who comes in: the `uuid` of each; without it, or null, everybody who waits now.
     */
    AdmitBody: {
      uuids?: string[] | null;
    };
    /**
     * RefuseBody
     * @description Who does not come in, as in `admit`, and what their pages say about it.
     */
    RefuseBody: {
      uuids?: string[] | null;
      /** @description left out: "" */
      words?: string;
    };
    /**
     * Call
     * @description Whom to call: either `user`, or `gateway` and `number`.
     */
    Call: {
      user?: string | null;
      gateway?: string | null;
      number?: string | null;
      caller_id_number?: string | null;
      caller_id_name?: string | null;
    };
    /**
     * StageWish
     * @description The wish, with what becomes of who comes later: `newcomers`; left out it is what it was, at first `next_place`.
     *
     *         `next_place`: while the layout shows only those who hold one of its places, whoever comes with a camera gets the
     *         next free one, each once; `leave`: they are left as they come.
     */
    StageWish: {
      layout?: string | null;
      layout_group?: string | null;
      /** @description left out: [] */
      places?: components["schemas"]["Place"][];
      /** @description left out: [] */
      members?: components["schemas"]["MemberWish"][];
      video_floor?: components["schemas"]["Who"] | null;
      newcomers?: ("leave" | "next_place") | null;
    };
    /**
     * Place
     * @description A slot and who sits there: the first of these who is in the conference and has no earlier place.
     */
    Place: {
      /**
       * @description reservation id of an image
       * @example presenter
       */
      slot: string;
      who: components["schemas"]["Who"][];
    };
    /**
     * Who
     * @description Whom is meant, one of: a SIP user, an invitee who has shown their PIN, a call, or a part played.
     */
    Who: {
      user?: string | null;
      invitee?: string | null;
      call?: string | null;
      part?: ("moderator" | "speaker") | null;
    };
    /**
     * MemberWish
     * @description What somebody should be; what is left out is left alone.
     */
    MemberWish: {
      who: components["schemas"]["Who"];
      muted?: boolean | null;
      video_muted?: boolean | null;
      banner?: components["schemas"]["Banner"] | null;
    };
    /**
     * StagePatch
     * @description What becomes of who comes later; the picture is not arranged anew.
     */
    StagePatch: {
      /** @enum {string} */
      newcomers: "leave" | "next_place";
    };
    /**
     * SceneWish
     * @description The picture to save; without a stage the one that is shown now.
     */
    SceneWish: {
      stage?: components["schemas"]["Stage"] | null;
    };
    /**
     * Stage
     * @description The wish: a layout or a group, places, members, and who is seen large; what is left out is left alone.
     */
    Stage: {
      layout?: string | null;
      layout_group?: string | null;
      /** @description left out: [] */
      places?: components["schemas"]["Place"][];
      /** @description left out: [] */
      members?: components["schemas"]["MemberWish"][];
      video_floor?: components["schemas"]["Who"] | null;
    };
    /**
     * CueWish
     * @description Names of saved scenes in their order; one may come several times. It begins before the first one.
     */
    CueWish: {
      scenes: string[];
    };
    /**
     * LayoutBody
     * @description A layout's images in the order in which they fill, and what lies below and above all of them.
     */
    LayoutBody: {
      images: components["schemas"]["ImageBody"][];
      /** @description left out: "" */
      background?: string;
      /** @description left out: "" */
      foreground?: string;
      border?: number | null;
      /** @description left out: false */
      auto_3d_position?: boolean;
      /** @description film in the nodes' folder of images, such as wipe.mp4; left out: "" */
      transition_in?: string;
      /** @description film in the nodes' folder of images, such as wipe.mp4; left out: "" */
      transition_out?: string;
    };
    /**
     * ImageBody
     * @description A place in the picture; `hscale` is as `scale` where it is left out.
     */
    ImageBody: {
      /** @description on the grid of 360 by 360 */
      x: number;
      /** @description on the grid of 360 by 360 */
      y: number;
      /** @description on the grid of 360 by 360 */
      scale: number;
      hscale?: number | null;
      /** @description left out: false */
      zoom?: boolean;
      border?: number | null;
      /** @description left out: false */
      floor?: boolean;
      /** @description left out: false */
      floor_only?: boolean;
      /** @description left out: false */
      file_only?: boolean;
      /** @description left out: false */
      overlap?: boolean;
      /** @description left out: "" */
      reservation_id?: string;
      /** @description left out: "" */
      role_id?: string;
      /** @description where its sound comes from: x:y:z, or auto; left out: "" */
      audio_position?: string;
    };
    /**
     * GroupBody
     * @description Layouts in growing size: FreeSWITCH shows the first that holds everybody, otherwise the last.
     */
    GroupBody: {
      layouts: string[];
    };
    /**
     * AssetBody
     * @description What will be uploaded: a picture (PNG, JPEG, WebP), a sound (WAV, MP3, Ogg, FLAC, MP4) or a font (.ttf, .otf).
     */
    AssetBody: {
      /** @enum {string} */
      kind: "font" | "picture" | "sound";
      /** @description as long as the file is; 10 MiB of a picture, 20 of a sound, 4 of a font at most */
      bytes: number;
    };
    /**
     * Prompt
     * @description A known prompt or a sound of the domain's own, for all or for one member.
     */
    Prompt: {
      /** @description a name from the catalogue of prompts and images, or one of the domain's own: `own/` and its name */
      prompt: string;
      member?: string | null;
      volume?: number | null;
      /** @description left out: 0 */
      from_milliseconds?: number;
    };
    /**
     * Speech
     * @description A text that is spoken, for all or for one member.
     */
    Speech: {
      /**
       * @description what is spoken: one line of printable text
       * @example The meeting ends in five minutes.
       */
      text: string;
      /**
       * @description left out: "en"
       * @enum {string}
       */
      language?:
        | "bg"
        | "cs"
        | "da"
        | "de"
        | "el"
        | "en"
        | "en-us"
        | "es"
        | "et"
        | "fi"
        | "fr"
        | "hr"
        | "hu"
        | "it"
        | "lt"
        | "lv"
        | "nb"
        | "nl"
        | "pl"
        | "pt"
        | "pt-br"
        | "ro"
        | "ru"
        | "sk"
        | "sl"
        | "sr"
        | "sv"
        | "tr"
        | "uk";
      member?: string | null;
    };
    /**
     * RecordingBody
     * @description How to record; the path is made by the server. `wav` is sound only; video is never encoded twice.
     */
    RecordingBody: {
      /**
       * @description left out: "mp4"
       * @enum {string}
       */
      format?: "mkv" | "mp4" | "wav";
      name?: string | null;
      width?: number | null;
      height?: number | null;
      fps?: number | null;
      video_kbit?: number | null;
      audio_kbit?: number | null;
    };
    /**
     * RecordingPatch
     * @description Pause or go on, or stop; one of the two.
     */
    RecordingPatch: {
      paused?: boolean;
      /** @description true stops it; what is stopped does not go on */
      stopped?: boolean;
    };
    /**
     * StreamBody
     * @description Where to send picture and sound: a preset or an address, and the key, which is never shown again.
     */
    StreamBody: {
      url?: string | null;
      key?: string | null;
      preset?: ("custom" | "facebook" | "twitch" | "youtube") | null;
      name?: string | null;
    };
    /**
     * Rename
     * @description Call a member otherwise, for as long as the call lasts.
     */
    Rename: {
      /** @constant */
      kind: "rename";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /**
       * @description one line of printable text, without spaces at its ends, backslashes and ${
       * @example Ada Lovelace
       */
      name: string;
    };
    /**
     * Mute
     * @description Take a member's voice, or give it back.
     */
    Mute: {
      /** @constant */
      kind: "mute";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      muted: boolean;
    };
    /**
     * MuteVideo
     * @description Take a member's picture, or give it back.
     */
    MuteVideo: {
      /** @constant */
      kind: "mute_video";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      muted: boolean;
    };
    /**
     * Deafen
     * @description Let a member hear nothing, or everything again.
     */
    Deafen: {
      /** @constant */
      kind: "deafen";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      deaf: boolean;
    };
    /**
     * Hold
     * @description Put a member on hold, or back into the conference.
     *
     *         On hold they hear music and nothing of the conference, are not heard and not in the picture; they go on seeing it.
     */
    Hold: {
      /** @constant */
      kind: "hold";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      on_hold: boolean;
    };
    /**
     * SetVolume
     * @description How loud a member is heard (`in`) or hears (`out`).
     */
    SetVolume: {
      /** @constant */
      kind: "set_volume";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /** @enum {string} */
      direction: "in" | "out";
      /** @description volume step, 0 is unchanged */
      level: number;
    };
    /**
     * SetEnergyLevel
     * @description How loud a member must be to be heard; below it their sound is taken for noise, and 0 lets everything through.
     */
    SetEnergyLevel: {
      /** @constant */
      kind: "set_energy_level";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /** @description mean of a frame's samples; speech is some 200 to 1800 */
      level: number;
    };
    /**
     * SetGain
     * @description How loud a member's voice is made by itself, whoever whispers or shouts; 0 leaves it as it comes.
     */
    SetGain: {
      /** @constant */
      kind: "set_gain";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /** @description mean of a frame's samples; speech is some 200 to 1800 */
      level: number;
    };
    /**
     * SetFloor
     * @description Give a member the audio floor; FreeSWITCH refuses while another member holds it.
     */
    SetFloor: {
      /** @constant */
      kind: "set_floor";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
    };
    /**
     * SetVideoFloor
     * @description Give a member the video floor and keep it there until it is cleared.
     */
    SetVideoFloor: {
      /** @constant */
      kind: "set_video_floor";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
    };
    /**
     * SetHost
     * @description Make somebody a host, or one who is no host, until the meeting ends; what they came with does not count then.
     *
     *         The API and the pages follow at once. FreeSWITCH's own mark of a moderator, by which a telephone's keys work, is set
     *         when somebody joins and by what they come with: the keys do not follow.
     */
    SetHost: {
      /** @constant */
      kind: "set_host";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      host: boolean;
    };
    /**
     * SetSlot
     * @description Seat a member on the image with this reservation id, or take the seat away (null).
     */
    SetSlot: {
      /** @constant */
      kind: "set_slot";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      slot: string | null;
    };
    /**
     * SetRole
     * @description Give a member a role id, or take it away (null).
     */
    SetRole: {
      /** @constant */
      kind: "set_role";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      role: string | null;
    };
    /**
     * SetBanner
     * @description Write a line of text under a member's picture.
     */
    SetBanner: {
      /** @constant */
      kind: "set_banner";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      banner: components["schemas"]["Banner"];
    };
    /**
     * ClearBanner
     * @description Remove a member's banner.
     */
    ClearBanner: {
      /** @constant */
      kind: "clear_banner";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
    };
    /**
     * SetMuteImage
     * @description The image shown while a member's video is muted, or none (null).
     */
    SetMuteImage: {
      /** @constant */
      kind: "set_mute_image";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      image: string | null;
    };
    /**
     * SetLogo
     * @description An image laid over a member's picture, or none (null).
     */
    SetLogo: {
      /** @constant */
      kind: "set_logo";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      image: string | null;
      position?:
        | (
            | "center-bot"
            | "center-mid"
            | "center-top"
            | "left-bot"
            | "left-mid"
            | "left-top"
            | "right-bot"
            | "right-mid"
            | "right-top"
          )
        | null;
    };
    /**
     * TurnPicture
     * @description Turn a member's picture clockwise by so many degrees, 0 being upright; the others see it so.
     */
    TurnPicture: {
      /** @constant */
      kind: "turn_picture";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /** @enum {unknown} */
      degrees: 0 | 90 | 180 | 270;
    };
    /**
     * FilterPicture
     * @description Show a member's picture without its colours, in brown or in few colours, or as it is (null).
     */
    FilterPicture: {
      /** @constant */
      kind: "filter_picture";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      filter: ("8bit" | "gray" | "sepia") | null;
    };
    /**
     * Lock
     * @description Let nobody else join, or open the conference again.
     */
    Lock: {
      /** @constant */
      kind: "lock";
      locked: boolean;
    };
    /**
     * SetMaxMembers
     * @description How many members the conference takes; 0 is no limit.
     */
    SetMaxMembers: {
      /** @constant */
      kind: "set_max_members";
      count: number;
    };
    /**
     * SetVariable
     * @description Set a variable of the conference, or delete it (null). It enters every event, hence the prefix.
     */
    SetVariable: {
      /** @constant */
      kind: "set_variable";
      name: string;
      value: string | null;
    };
    /**
     * SetLayout
     * @description Show this layout, whatever the number of members.
     */
    SetLayout: {
      /** @constant */
      kind: "set_layout";
      /**
       * @description name of a layout that the conference has loaded; not beginning with `group`
       * @example 2x2
       */
      layout: string;
    };
    /**
     * SetLayoutGroup
     * @description Let FreeSWITCH choose a layout of this group by the number of members.
     */
    SetLayoutGroup: {
      /** @constant */
      kind: "set_layout_group";
      /**
       * @description name of a group of layouts
       * @example grid
       */
      group: string;
    };
    /**
     * ClearVideoFloor
     * @description Let the video floor follow the voice again.
     */
    ClearVideoFloor: {
      /** @constant */
      kind: "clear_video_floor";
    };
    /**
     * SetVideoSize
     * @description Size of the canvas in pixels.
     */
    SetVideoSize: {
      /** @constant */
      kind: "set_video_size";
      width: number;
      height: number;
    };
    /**
     * SetVideoRate
     * @description Pictures per second; FreeSWITCH takes the nearest rate that divides its clock.
     */
    SetVideoRate: {
      /** @constant */
      kind: "set_video_rate";
      fps: number;
    };
    /**
     * SetBackground
     * @description The image behind all pictures, or none (null); FreeSWITCH drops it at the next change of layout.
     */
    SetBackground: {
      /** @constant */
      kind: "set_background";
      image: string | null;
    };
    /**
     * SetForeground
     * @description The image over all pictures, or none (null); FreeSWITCH drops it at the next change of layout.
     */
    SetForeground: {
      /** @constant */
      kind: "set_foreground";
      image: string | null;
    };
    /**
     * SetMusic
     * @description Music for whoever is alone in the conference, or none.
     */
    SetMusic: {
      /** @constant */
      kind: "set_music";
      music: boolean;
    };
    /**
     * SendDtmf
     * @description Send key tones to a member's telephone.
     */
    SendDtmf: {
      /** @constant */
      kind: "send_dtmf";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /** @description 0-9, A-D, * and # */
      digits: string;
    };
    /**
     * Relate
     * @description Who hears or sees whom: `member` cannot speak to, cannot hear, or sends video to `other`; `clear` undoes it.
     */
    Relate: {
      /** @constant */
      kind: "relate";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      other: string;
      /** @enum {string} */
      relation: "clear" | "nohear" | "nospeak" | "sendvideo";
    };
    /**
     * Transfer
     * @description Move a member into another conference; refused while that one is locked or full.
     *
     *         They arrive as anybody: their place and what they may do as a moderator stay behind unless they are asked for here.
     *         Where that one has a lobby that they do not pass, they wait in it.
     */
    Transfer: {
      /** @constant */
      kind: "transfer";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /**
       * @description name of a conference
       * @example internal
       */
      conference: string;
      profile?: string | null;
      /** @description left out: false */
      moderator?: boolean;
      slot?: string | null;
      admitted_to?: string | null;
    };
    /**
     * Kick
     * @description Remove a member from the conference; the call goes on with what its dialplan says next.
     */
    Kick: {
      /** @constant */
      kind: "kick";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
    };
    /**
     * HangUp
     * @description End a member's call.
     */
    HangUp: {
      /** @constant */
      kind: "hang_up";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
    };
    /**
     * HangUpAll
     * @description End the calls of all members who are in the conference now.
     */
    HangUpAll: {
      /** @constant */
      kind: "hang_up_all";
    };
    /**
     * MuteAll
     * @description Take the voice of everybody who is there now, but for the hosts; who comes later can be heard.
     */
    MuteAll: {
      /** @constant */
      kind: "mute_all";
    };
    /**
     * AskToUnmute
     * @description Ask a muted member to be heard again: they hear it, and `asked_to_unmute_at` tells their page.
     *
     *         Nobody's voice is given back for them: that is theirs.
     */
    AskToUnmute: {
      /** @constant */
      kind: "ask_to_unmute";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /**
       * @description left out: "en"
       * @enum {string}
       */
      language?: "de" | "en";
    };
    /**
     * KeepOut
     * @description Remove somebody with all their calls, and let none of them in until the meeting ends.
     *
     *         Known again are a user, a link, whose PIN was shown, and the number of a telephone. Who shows none of these is
     *         somebody else.
     */
    KeepOut: {
      /** @constant */
      kind: "keep_out";
      /**
       * @description uuid of the member's call
       * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
       */
      member: string;
      /** @description left out: [] */
      entrances?: string[];
    };
    /**
     * LetIn
     * @description Let somebody in again who is kept out.
     */
    LetIn: {
      /** @constant */
      kind: "let_in";
      /** @description `person` of one of the conference's standings */
      person: string;
      /** @description left out: [] */
      entrances?: string[];
    };
    /**
     * EndConference
     * @description End the conference for all: nobody comes in any more, and everybody's call ends, those who wait for it too.
     */
    EndConference: {
      /** @constant */
      kind: "end_conference";
    };
    /**
     * ResumeRules
     * @description Let the room's rules keep the picture again, after somebody has changed it by hand.
     */
    ResumeRules: {
      /** @constant */
      kind: "resume_rules";
    };
    /**
     * ClearSlots
     * @description Clear every member's reservation id.
     */
    ClearSlots: {
      /** @constant */
      kind: "clear_slots";
    };
    /**
     * Play
     * @description Play a known prompt, or a sound of the domain's own, to all or to one member.
     */
    Play: {
      /** @constant */
      kind: "play";
      member?: string | null;
      /** @description a name from the catalogue of prompts and images, or one of the domain's own: `own/` and its name */
      prompt: string;
      volume?: number | null;
      /** @description left out: 0 */
      from_milliseconds?: number;
    };
    /**
     * StopPlaying
     * @description Stop everything that is played to all, or to one member.
     */
    StopPlaying: {
      /** @constant */
      kind: "stop_playing";
      member?: string | null;
    };
    /**
     * Seek
     * @description Go to a place in what is played to all, or to one member, counted from its beginning.
     */
    Seek: {
      /** @constant */
      kind: "seek";
      milliseconds: number;
      member?: string | null;
    };
    /**
     * Say
     * @description Speak a text to all, or to one member.
     */
    Say: {
      /** @constant */
      kind: "say";
      member?: string | null;
      /**
       * @description what is spoken: one line of printable text
       * @example The meeting ends in five minutes.
       */
      text: string;
      /**
       * @description left out: "en"
       * @enum {string}
       */
      language?:
        | "bg"
        | "cs"
        | "da"
        | "de"
        | "el"
        | "en"
        | "en-us"
        | "es"
        | "et"
        | "fi"
        | "fr"
        | "hr"
        | "hu"
        | "it"
        | "lt"
        | "lv"
        | "nb"
        | "nl"
        | "pl"
        | "pt"
        | "pt-br"
        | "ro"
        | "ru"
        | "sk"
        | "sl"
        | "sr"
        | "sv"
        | "tr"
        | "uk";
    };
    /**
     * DialWish
     * @description Call a user, or a number through a named gateway, and join the answered call to the conference.
     */
    DialWish: {
      /** @constant */
      kind: "dial";
      user?: string | null;
      gateway?: string | null;
      number?: string | null;
      caller_id_number?: string | null;
      caller_id_name?: string | null;
    };
    /**
     * StartRecordingWish
     * @description Record the conference into a file; no file of that name may be recording already.
     */
    StartRecordingWish: {
      /** @constant */
      kind: "start_recording";
      /**
       * @description left out: "mp4"
       * @enum {string}
       */
      format?: "mkv" | "mp4" | "wav";
      name?: string | null;
      width?: number | null;
      height?: number | null;
      fps?: number | null;
      video_kbit?: number | null;
      audio_kbit?: number | null;
    };
    /**
     * StopRecordingWish
     * @description Close the file.
     */
    StopRecordingWish: {
      /** @constant */
      kind: "stop_recording";
      /** @description id of a recording or stream */
      recording: string;
    };
    /**
     * PauseRecordingWish
     * @description Write nothing into the file until it is resumed.
     */
    PauseRecordingWish: {
      /** @constant */
      kind: "pause_recording";
      /** @description id of a recording or stream */
      recording: string;
    };
    /**
     * ResumeRecordingWish
     * @description Write into the file again.
     */
    ResumeRecordingWish: {
      /** @constant */
      kind: "resume_recording";
      /** @description id of a recording or stream */
      recording: string;
    };
    /**
     * StartStreamWish
     * @description Send picture and sound of the conference to a streaming service.
     */
    StartStreamWish: {
      /** @constant */
      kind: "start_stream";
      url?: string | null;
      key?: string | null;
      preset?: ("custom" | "facebook" | "twitch" | "youtube") | null;
      name?: string | null;
    };
    /**
     * StopStreamWish
     * @description End the stream.
     */
    StopStreamWish: {
      /** @constant */
      kind: "stop_stream";
      /** @description id of a recording or stream */
      stream: string;
    };
    /**
     * TakeStillWish
     * @description Write the canvas as it is now into a file of the node, named by the still's id; from there it is stored.
     */
    TakeStillWish: {
      /** @constant */
      kind: "take_still";
    };
    /**
     * SceneBody
     * @description The steps of a scene; the first one that fails ends it, what was done before stays.
     */
    SceneBody: {
      steps: (
        | components["schemas"]["Rename"]
        | components["schemas"]["Mute"]
        | components["schemas"]["MuteVideo"]
        | components["schemas"]["Deafen"]
        | components["schemas"]["Hold"]
        | components["schemas"]["SetVolume"]
        | components["schemas"]["SetEnergyLevel"]
        | components["schemas"]["SetGain"]
        | components["schemas"]["SetFloor"]
        | components["schemas"]["SetVideoFloor"]
        | components["schemas"]["SetHost"]
        | components["schemas"]["SetSlot"]
        | components["schemas"]["SetRole"]
        | components["schemas"]["SetBanner"]
        | components["schemas"]["ClearBanner"]
        | components["schemas"]["SetMuteImage"]
        | components["schemas"]["SetLogo"]
        | components["schemas"]["TurnPicture"]
        | components["schemas"]["FilterPicture"]
        | components["schemas"]["Lock"]
        | components["schemas"]["SetMaxMembers"]
        | components["schemas"]["SetVariable"]
        | components["schemas"]["SetLayout"]
        | components["schemas"]["SetLayoutGroup"]
        | components["schemas"]["ClearVideoFloor"]
        | components["schemas"]["SetVideoSize"]
        | components["schemas"]["SetVideoRate"]
        | components["schemas"]["SetBackground"]
        | components["schemas"]["SetForeground"]
        | components["schemas"]["SetMusic"]
        | components["schemas"]["SendDtmf"]
        | components["schemas"]["Relate"]
        | components["schemas"]["Transfer"]
        | components["schemas"]["Kick"]
        | components["schemas"]["HangUp"]
        | components["schemas"]["HangUpAll"]
        | components["schemas"]["MuteAll"]
        | components["schemas"]["AskToUnmute"]
        | components["schemas"]["KeepOut"]
        | components["schemas"]["LetIn"]
        | components["schemas"]["EndConference"]
        | components["schemas"]["ResumeRules"]
        | components["schemas"]["ClearSlots"]
        | components["schemas"]["Play"]
        | components["schemas"]["StopPlaying"]
        | components["schemas"]["Seek"]
        | components["schemas"]["Say"]
        | components["schemas"]["DialWish"]
      )[];
    };
    /**
     * WebhookBody
     * @description Where events are sent, and which.
     */
    WebhookBody: {
      /** @description https://…; other addresses by WEBHOOK_ALLOWED_TARGETS */
      url: string;
      /** @description `*`, `member.*`, `member.joined` …; left out: ["*"] */
      events?: string[];
      /** @description names, or `*`; left out: ["*"] */
      conferences?: string[];
      /** @description left out: true */
      enabled?: boolean;
    };
    /**
     * SecretBody
     * @description For how long the secret before this one signs, too: a day, unless something else is said.
     */
    SecretBody: {
      /** @description left out: 86400 */
      overlap_seconds?: number;
    };
    /**
     * NodeWish
     * @description Whether the node takes no new conference. `false` also takes a removal back that has not come to its end.
     */
    NodeWish: {
      draining: boolean;
    };
    /**
     * MoveWish
     * @description To which node; one that serves the domain, and that the present one reaches.
     */
    MoveWish: {
      /** @example fs2 */
      node: string;
    };
    /**
     * MessageBody
     * @description What to write; with an id of one's own the request may be repeated.
     */
    MessageBody: {
      /**
       * @description plain text; line breaks (U+000A) are allowed, invisible characters and direction marks are not
       * @example The minutes are in the folder.
       */
      text: string;
      id?: string | null;
    };
    /**
     * UserBody
     * @description A user of the domain; without password, a1_hash and cidr the server makes a password.
     */
    UserBody: {
      /** @description left out: "" */
      a1_hash?: string;
      /** @description left out: true */
      enabled?: boolean;
      /** @description left out: true */
      may_register?: boolean;
      /** @description left out: "" */
      name?: string;
      /** @description left out: "" */
      number?: string;
      /** @description left out: "" */
      context?: string;
      /** @description left out: "" */
      account?: string;
      /** @description left out: "" */
      alias?: string;
      /** @description left out: "" */
      outbound_caller_name?: string;
      /** @description left out: "" */
      outbound_caller_number?: string;
      anonymous?: boolean | null;
      cacheable?: number | null;
      /** @description left out: {} */
      variables?: {
        [key: string]: string;
      };
      forward?: components["schemas"]["Forwarding"] | null;
      /** @description left out: [] */
      cidr?: string[];
      /** @description write-only; null lets the server make a new one, once in the answer */
      password?: string | null;
    };
    /**
     * Forwarding
     * @description Numbers that get a user's calls, as the user would dial them; `seconds` until nobody has answered.
     */
    Forwarding: {
      /** @description left out: "" */
      always?: string;
      /** @description left out: "" */
      busy?: string;
      /** @description left out: "" */
      no_answer?: string;
      /** @description left out: "" */
      not_registered?: string;
      /** @description left out: 20 */
      seconds?: number;
    };
    /**
     * RoomBody
     * @description A room, which may be entered from `not_before` to `not_after`; `number` is what the domain's users dial.
     */
    RoomBody: {
      /** @description left out: "" */
      conference?: string;
      /** @description left out: "" */
      number?: string;
      /** @description left out: "video" */
      profile?: string;
      /** @description left out: false */
      open?: boolean;
      /** @description left out: 0 */
      max_members?: number;
      /** @description left out: [] */
      flags?: string[] | components["schemas"]["FlagsFor"];
      /** @description left out: {} */
      seats?: {
        [key: string]: components["schemas"]["Seat"];
      };
      /** @description left out: {} */
      picture?: components["schemas"]["Picture"];
      /** @description left out: {} */
      rules?: components["schemas"]["Rules"];
      /**
       * @description left out: "off"
       * @enum {string}
       */
      lobby?: "everybody" | "off" | "outside";
      /**
       * @description left out: "by_hand"
       * @enum {string}
       */
      admission?: "by_hand" | "with_moderator";
      /** @description left out: false */
      observers?: boolean;
      not_before?: string | null;
      not_after?: string | null;
      dial_in?: components["schemas"]["DialInBody"] | null;
    };
    /**
     * FlagsFor
     * @description Member flags of a conference by who gets them.
     */
    FlagsFor: {
      /** @description left out: [] */
      all?: string[];
      /** @description left out: [] */
      moderators?: string[];
      /** @description left out: [] */
      participants?: string[];
    };
    /**
     * Seat
     * @description What one user is in a room: place in the picture, banner, moderator.
     */
    Seat: {
      /** @description left out: "" */
      slot?: string;
      /** @description left out: "" */
      banner?: string;
      /** @description left out: false */
      moderator?: boolean;
    };
    /**
     * Picture
     * @description How a room's next conference begins; what is empty is the node's own choice.
     */
    Picture: {
      /** @description left out: "" */
      canvas?: string;
      /** @description left out: 0 */
      fps?: number;
      /** @description left out: "" */
      bandwidth?: string;
      /** @description left out: "" */
      layout?: string;
      /** @description left out: [] */
      layouts?: string[];
      /** @description left out: "" */
      background?: string;
      /** @description left out: [] */
      flags?: string[];
      /** @description left out: true */
      sounds?: boolean;
    };
    /**
     * Rules
     * @description The rules of a room; one that is left out, or 0, does nothing. They count from the next conference on.
     *
     *         A conference ends `longest_minutes` after it began, which is said `warn_minutes` before, and `close_after_seconds`
     *         after its last host has left, unless one comes back.
     */
    Rules: {
      record?: components["schemas"]["RecordRule"] | null;
      stream?: components["schemas"]["StreamRule"] | null;
      picture?: components["schemas"]["PictureRule"] | null;
      /** @description left out: 0 */
      longest_minutes?: number;
      /** @description left out: 5 */
      warn_minutes?: number;
      /** @description left out: 0 */
      close_after_seconds?: number;
      /**
       * @description left out: "en"
       * @enum {string}
       */
      language?: "de" | "en";
    };
    /**
     * RecordRule
     * @description Record while a host is there, or at least so many people; who is there hears it, and who comes later.
     */
    RecordRule: {
      /**
       * @description left out: "host"
       * @enum {string}
       */
      when?: "host" | "people";
      /** @description left out: 2 */
      people?: number;
      /**
       * @description left out: "mp4"
       * @enum {string}
       */
      format?: "mkv" | "mp4" | "wav";
      /** @description left out: "" */
      name?: string;
      /** @description left out: true */
      announced?: boolean;
    };
    /**
     * StreamRule
     * @description Stream while a host is there, or at least so many people, to a preset or an address; announced as a recording.
     *
     *         `key` is write-only: it is taken out of the rule before the rule is kept, and stays where it is left out and the
     *         address is the same. An empty one takes it away.
     */
    StreamRule: {
      /**
       * @description left out: "host"
       * @enum {string}
       */
      when?: "host" | "people";
      /** @description left out: 2 */
      people?: number;
      /**
       * @description left out: ""
       * @enum {string}
       */
      preset?: "" | "facebook" | "twitch" | "youtube";
      /** @description left out: "" */
      url?: string;
      key?: string | null;
      /** @description left out: "" */
      name?: string;
      /** @description left out: true */
      announced?: boolean;
    };
    /**
     * PictureRule
     * @description How the picture follows who is there: at most one change in 3 s, none after a change by hand until `resume`.
     *
     *         More people change the layout as soon as they have been there for `more_seconds`, fewer when they have been gone for
     *         `fewer_seconds`. `speaker` and `presenter` are slots: of who has had the floor for `speaker_seconds`, and of the
     *         first host with a camera.
     */
    PictureRule: {
      /** @description left out: [] */
      layouts?: components["schemas"]["LayoutRule"][];
      /** @description left out: 2 */
      more_seconds?: number;
      /** @description left out: 10 */
      fewer_seconds?: number;
      /** @description left out: "" */
      speaker?: string;
      /** @description left out: 2 */
      speaker_seconds?: number;
      /** @description left out: "" */
      presenter?: string;
    };
    /**
     * LayoutRule
     * @description The layout from so many people with a camera on.
     */
    LayoutRule: {
      people: number;
      layout: string;
    };
    /**
     * DialInBody
     * @description How telephones enter a room: the server makes the id. An empty `pin` or `moderator_pin` is none.
     */
    DialInBody: {
      /** @description as it was answered; it cannot be chosen; left out: "" */
      id?: string;
      /** @description write-only; null lets the server make a new one, once in the answer */
      pin?: string | null;
      /** @description write-only; null lets the server make a new one, once in the answer */
      moderator_pin?: string | null;
      /** @description a moment with its time zone */
      not_before?: string | null;
      /** @description a moment with its time zone */
      not_after?: string | null;
    };
    /**
     * InviteeBody
     * @description A person with a PIN of their own in a room that telephones enter.
     */
    InviteeBody: {
      /** @description write-only; null lets the server make a new one, once in the answer */
      pin?: string | null;
      /** @description left out: "" */
      name?: string;
      /** @description left out: "" */
      slot?: string;
      /** @description left out: false */
      moderator?: boolean;
    };
    /**
     * UserGroupBody
     * @description Users that are called together.
     */
    UserGroupBody: {
      members?: string[];
    };
    /**
     * GatewayBody
     * @description A SIP trunk; `secret` names a variable of the nodes, which holds its password.
     */
    GatewayBody: {
      proxy?: string;
      /** @description left out: 0 */
      port?: number;
      /**
       * @description left out: ""
       * @enum {string}
       */
      transport?: "" | "tcp" | "tls" | "udp";
      /** @description left out: "" */
      outbound_proxy?: string;
      /** @description left out: "" */
      realm?: string;
      /** @description left out: "" */
      username?: string;
      /** @description left out: "" */
      auth_username?: string;
      /** @description left out: "" */
      secret?: string;
      /** @description left out: "" */
      from_user?: string;
      /** @description left out: "" */
      from_domain?: string;
      /** @description left out: false */
      caller_id_in_from?: boolean;
      /** @description left out: 0 */
      expires?: number;
      /**
       * @description left out: ""
       * @enum {string}
       */
      srtp?: "" | "mandatory" | "optional";
      /** @description left out: false */
      register?: boolean;
      /** @description left out: "external" */
      profile?: string;
      /** @description left out: 0 */
      ping?: number;
      /** @description left out: "trunk" */
      context?: string;
      /**
       * @description left out: "request"
       * @enum {string}
       */
      called_number?: "request" | "to";
      /** @description left out: "" */
      outbound_caller_name?: string;
      /** @description left out: "" */
      outbound_caller_number?: string;
      /**
       * @description left out: "remote_party_id"
       * @enum {string}
       */
      identity?: "none" | "p_asserted_identity" | "remote_party_id";
    };
    /**
     * EntryBody
     * @description A link into a room for one person.
     */
    EntryBody: {
      /** @description left out: "" */
      name?: string;
      /**
       * @description left out: "participant"
       * @enum {string}
       */
      role?: "moderator" | "participant";
      /** @description left out: "" */
      slot?: string;
      /** @description a moment with its time zone; without it at once */
      from?: string | null;
      /** @description a moment with its time zone; without it in seven days */
      until?: string | null;
      /** @description how many browsers may come in with it; left out: 1 */
      uses?: number;
    };
    /**
     * Redeeming
     * @description Either the code of a link, or what an earlier answer gave this browser to come again with.
     */
    Redeeming: {
      /** @description left out: "" */
      code?: string;
      /** @description with `code`: 22 to 128 random letters and digits, so that a lost answer costs no use; left out: "" */
      browser?: string;
      /** @description left out: "" */
      resume?: string;
    };
    /**
     * RevocationBody
     * @description Either `jti`, or `sub` with the moment before which its tokens were issued (now, where it is left out).
     */
    RevocationBody: {
      /** @description left out: "" */
      jti?: string;
      /** @description left out: "" */
      sub?: string;
      /** @description a moment with its time zone */
      before?: string | null;
    };
    /**
     * Subscribe
     * @description Tell me what happens in a conference; without `after` beginning with what is there now.
     */
    Subscribe: {
      /** @constant */
      type: "subscribe";
      /** @description a conference's name, or * for which conferences of the domain begin and end */
      conference: string;
      after?: number | null;
    };
    /**
     * Unsubscribe
     * @description Tell me no more of it.
     */
    Unsubscribe: {
      /** @constant */
      type: "unsubscribe";
      /** @description a conference's name, or * for which conferences of the domain begin and end */
      conference: string;
    };
    /**
     * Ping
     * @description Am I still here, and have I missed the last event?
     */
    Ping: {
      /** @constant */
      type: "ping";
    };
    /**
     * SayFrame
     * @description Write a message to everybody in a conference; its event is the answer. The same id again is the same message.
     */
    SayFrame: {
      /** @constant */
      type: "say";
      /** @description a conference's name */
      conference: string;
      /**
       * @description plain text; line breaks (U+000A) are allowed, invisible characters and direction marks are not
       * @example The minutes are in the folder.
       */
      text: string;
      /** @description an id of the sender's own; the same again is the same message */
      id: string;
    };
    /**
     * HandFrame
     * @description My hand is up, or down; a host names a member's (`uuid`), or that of who is in a page only (`subject`).
     */
    HandFrame: {
      /** @constant */
      type: "hand";
      /** @description a conference's name */
      conference: string;
      raised: boolean;
      id?: string | null;
      uuid?: string | null;
      subject?: string | null;
    };
    /**
     * MoveFrame
     * @description I am just moving this member to another place; null: not any more. Other operators are told, for seconds.
     */
    MoveFrame: {
      /** @constant */
      type: "moving";
      /** @description a conference's name */
      conference: string;
      member: string | null;
    };
    /**
     * Conferences
     * @description A page of conferences; `next` is the cursor of the page after it, null on the last one.
     */
    Conferences: {
      items: components["schemas"]["ConferenceSummary"][];
      next: string | null;
    };
    /**
     * ConferenceSummary
     * @description A conference without its members and outputs.
     */
    ConferenceSummary: {
      name: string;
      uuid: string;
      node: string;
      revision: number;
      started_at: string | null;
      locked: boolean | null;
      layout: string | null;
      layout_group: string | null;
      max_members: number | null;
      member_count: number;
      /** @enum {string} */
      node_state: "lost" | "switch_down" | "up";
      /** Format: date-time */
      as_of: string;
    };
    /**
     * ConferenceView
     * @description A conference. `node_state` is `up` while a relay follows it, `switch_down` while that cannot reach FreeSWITCH,
     *         `lost` while there is no relay: then this is what was known at `as_of`, and no command is taken. What happened after
     *         it are the events after `seq`; some of those may be in it already.
     * @example {
     *       "name": "internal",
     *       "uuid": "82887bed-6afc-4bff-8567-9a74eab6f020",
     *       "node": "fs1",
     *       "revision": 17,
     *       "domain": "example.com",
     *       "started_at": "2026-12-01T09:00:02.685Z",
     *       "locked": false,
     *       "layout": "2x2",
     *       "layout_group": null,
     *       "max_members": null,
     *       "canvas": null,
     *       "member_count": 1,
     *       "members": [
     *         {
     *           "uuid": "3aa09c8c-5197-4d7c-9a53-902dbf37db52",
     *           "number": 3,
     *           "user": "1001",
     *           "invitee": null,
     *           "name": "Ada Lovelace",
     *           "muted": false,
     *           "video": true,
     *           "video_muted": false,
     *           "deaf": false,
     *           "on_hold": false,
     *           "talking": true,
     *           "floor": true,
     *           "video_floor": true,
     *           "moderator": false,
     *           "host": null,
     *           "slot": "speaker",
     *           "settled": null,
     *           "role": null,
     *           "banner": {
     *             "text": "Ada Lovelace"
     *           },
     *           "volume_in": 0,
     *           "volume_out": 0,
     *           "quality": null,
     *           "joined_at": "2026-12-01T09:00:02.685Z",
     *           "hand_raised_at": null,
     *           "asked_to_unmute_at": null
     *         }
     *       ],
     *       "recordings": [],
     *       "streams": [],
     *       "hands": [],
     *       "observers": [],
     *       "standings": [],
     *       "began_as": null,
     *       "moved_at": null,
     *       "picture_by_hand_at": null,
     *       "node_state": "up",
     *       "as_of": "2026-12-01T09:05:01.589Z",
     *       "seq": 2078700000005
     *     }
     */
    ConferenceView: {
      name: string;
      uuid: string;
      node: string;
      revision: number;
      domain: string | null;
      started_at: string | null;
      locked: boolean | null;
      layout: string | null;
      layout_group: string | null;
      max_members: number | null;
      canvas: string | null;
      member_count: number;
      members: components["schemas"]["MemberState"][];
      recordings: components["schemas"]["RecordingState"][];
      streams: components["schemas"]["StreamState"][];
      hands: components["schemas"]["PageHand"][];
      observers: components["schemas"]["Observer"][];
      standings: components["schemas"]["Standing"][];
      began_as: string | null;
      moved_at: string | null;
      picture_by_hand_at: string | null;
      /** @enum {string} */
      node_state: "lost" | "switch_down" | "up";
      as_of: string;
      seq: number | null;
    };
    /**
     * MemberState
     * @description One caller in a conference, named by the uuid of the call; the number dies with FreeSWITCH's process.
     * @example {
     *       "uuid": "3aa09c8c-5197-4d7c-9a53-902dbf37db52",
     *       "number": 3,
     *       "user": "1001",
     *       "invitee": null,
     *       "name": "Ada Lovelace",
     *       "muted": false,
     *       "video": true,
     *       "video_muted": false,
     *       "deaf": false,
     *       "on_hold": false,
     *       "talking": true,
     *       "floor": true,
     *       "video_floor": true,
     *       "moderator": false,
     *       "host": null,
     *       "slot": "speaker",
     *       "settled": null,
     *       "role": null,
     *       "banner": {
     *         "text": "Ada Lovelace"
     *       },
     *       "volume_in": 0,
     *       "volume_out": 0,
     *       "quality": null,
     *       "joined_at": "2026-12-01T09:00:02.685Z",
     *       "hand_raised_at": null,
     *       "asked_to_unmute_at": null
     *     }
     */
    MemberState: {
      uuid: string;
      number: number | null;
      user: string | null;
      invitee: string | null;
      name: string | null;
      muted: boolean | null;
      video: boolean | null;
      video_muted: boolean | null;
      deaf: boolean | null;
      on_hold: boolean | null;
      talking: boolean | null;
      floor: boolean | null;
      video_floor: boolean | null;
      moderator: boolean | null;
      host: boolean | null;
      slot: string | null;
      settled: ("next_place" | "wish") | null;
      role: string | null;
      banner: components["schemas"]["Banner"] | null;
      volume_in: number | null;
      volume_out: number | null;
      quality: components["schemas"]["Quality"] | null;
      joined_at: string | null;
      hand_raised_at: string | null;
      asked_to_unmute_at: string | null;
    };
    /**
     * Quality
     * @description How a member's call is, by what its two ends report of sound and pictures; null: nothing is reported.
     */
    Quality: {
      sends: ("fair" | "good" | "poor") | null;
      receives: ("fair" | "good" | "poor") | null;
    };
    /**
     * RecordingState
     * @description A recording; what is known of the file is null until it has been looked at.
     */
    RecordingState: {
      id: string;
      /** @enum {string} */
      state: "failed" | "interrupted" | "live" | "processing" | "ready" | "starting" | "stopping";
      paused: boolean | null;
      reason: string | null;
      started_at: string | null;
      name: string | null;
      format: string | null;
      ended_at: string | null;
      goes_on_from: string | null;
      retries: number;
      last_retry_at: string | null;
      parts: number;
      duration_seconds: number | null;
      bytes: number | null;
      sha256: string | null;
      has_video: boolean | null;
      has_sound: boolean | null;
      incomplete: boolean | null;
      stored: ("node" | "s3") | null;
      expires_at: string | null;
    };
    /**
     * StreamState
     * @description A stream; the key is shown by its last four characters at most.
     */
    StreamState: {
      id: string;
      /** @enum {string} */
      state: "failed" | "interrupted" | "live" | "processing" | "ready" | "starting" | "stopping";
      paused: boolean | null;
      reason: string | null;
      started_at: string | null;
      name: string | null;
      url: string | null;
      key: string | null;
      goes_on_from: string | null;
      ended_at: string | null;
      retries: number;
      last_retry_at: string | null;
    };
    /**
     * PageHand
     * @description The raised hand of somebody who is in a page and not in the call; `subject` is their token's.
     */
    PageHand: {
      subject: string;
      name: string | null;
      /** Format: date-time */
      raised_at: string;
    };
    /**
     * Observer
     * @description Somebody who watches and is nobody in the conference; `uuid` is that of the call.
     */
    Observer: {
      uuid: string;
      name: string | null;
      since: string | null;
    };
    /**
     * Standing
     * @description What a host has made of somebody, for as long as the meeting lasts, whenever they come again.
     *
     *         `person` is made of who they are and of the meeting; `also` is by what else they are known, such as a telephone.
     */
    Standing: {
      person: string;
      /** @enum {string} */
      rank: "host" | "kept_out" | "participant";
      name?: string | null;
      /** Format: date-time */
      at: string;
      also?: string[];
    };
    /**
     * Members
     * @description All members of a conference.
     */
    Members: {
      items: components["schemas"]["MemberState"][];
    };
    /**
     * WaitingPeople
     * @description Everybody who waits, by how long they do.
     */
    WaitingPeople: {
      items: components["schemas"]["WaitingPerson"][];
    };
    /**
     * WaitingPerson
     * @description Somebody who waits; `uuid` is that of their call, and stays when they are let in.
     */
    WaitingPerson: {
      uuid: string;
      user: string | null;
      invitee: string | null;
      name: string | null;
      video: boolean | null;
      since: string | null;
    };
    /**
     * GatewayList
     * @description All gateways of the token's domain.
     */
    GatewayList: {
      items: components["schemas"]["GatewayView"][];
    };
    /**
     * GatewayView
     * @description A gateway by the name that calls use; no node: FreeSWITCH knows it nowhere.
     */
    GatewayView: {
      name: string;
      profile: string;
      nodes: components["schemas"]["GatewayOnNode"][];
    };
    /**
     * GatewayOnNode
     * @description How a gateway is on one node, as its relay saw it at `as_of`. `up` is whether it takes calls. `registration` is
     *         `none` where it does not register and `trying` before the first answer. `reason` is what the carrier said to a
     *         registration or ping that failed, `since` when it became so.
     */
    GatewayOnNode: {
      node: string;
      /** @enum {string} */
      node_state: "lost" | "switch_down" | "up";
      /** Format: date-time */
      as_of: string;
      up: boolean;
      /** @enum {string} */
      registration: "failed" | "none" | "registered" | "trying";
      reason: string | null;
      /** Format: date-time */
      since: string;
    };
    /**
     * CanvasMap
     * @description Every canvas of a conference, in the order of their numbers.
     */
    CanvasMap: {
      conference: string;
      revision: number;
      canvases: components["schemas"]["Canvas"][];
    };
    /**
     * Canvas
     * @description One canvas; `stale` if its layout was changed after this conference had loaded it.
     */
    Canvas: {
      canvas: number;
      width: number;
      height: number;
      layout: string | null;
      layout_group: string | null;
      stale: boolean;
      slots: components["schemas"]["Slot"][];
      not_shown: string[];
    };
    /**
     * Slot
     * @description One image of the layout; `certain` is false where FreeSWITCH chose and told nobody.
     */
    Slot: {
      image: number;
      slot: string | null;
      role: string | null;
      fractions: components["schemas"]["Fractions"];
      pixels: components["schemas"]["Pixels"];
      member: string | null;
      name: string | null;
      certain: boolean;
      rule: string | null;
    };
    /**
     * Fractions
     * @description A place in parts of the canvas, 0 to 1.
     */
    Fractions: {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    /**
     * Pixels
     * @description A place in pixels of the canvas.
     */
    Pixels: {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    /**
     * StillView
     * @description A still; `url` is a link that works for a while without a token, null until the state is ready.
     */
    StillView: {
      id: string;
      conference: string;
      /** @enum {string} */
      state: "failed" | "processing" | "ready";
      reason: string | null;
      /** Format: date-time */
      taken_at: string;
      width: number;
      height: number;
      bytes: number;
      sha256: string;
      /** Format: date-time */
      expires_at: string;
      url: string | null;
    };
    /**
     * StageView
     * @description The wish and the state: `drift` are the commands that would make them one, `command` the one under way.
     *
     *         `newcomers` says what becomes of who comes later while a layout shows only those who hold one of its places.
     *         `node_state` is null while there is no conference. Where the node takes no commands the wish is only kept, `command`
     *         is null, and it is carried out when the node is back, or in the next conference of the name.
     */
    StageView: {
      conference: string;
      revision: number;
      running: boolean;
      node_state: ("lost" | "switch_down" | "up") | null;
      stage: components["schemas"]["Stage"];
      /** @enum {string} */
      newcomers: "leave" | "next_place";
      drift: (
        | components["schemas"]["Rename"]
        | components["schemas"]["Mute"]
        | components["schemas"]["MuteVideo"]
        | components["schemas"]["Deafen"]
        | components["schemas"]["Hold"]
        | components["schemas"]["SetVolume"]
        | components["schemas"]["SetEnergyLevel"]
        | components["schemas"]["SetGain"]
        | components["schemas"]["SetFloor"]
        | components["schemas"]["SetVideoFloor"]
        | components["schemas"]["SetHost"]
        | components["schemas"]["SetSlot"]
        | components["schemas"]["SetRole"]
        | components["schemas"]["SetBanner"]
        | components["schemas"]["ClearBanner"]
        | components["schemas"]["SetMuteImage"]
        | components["schemas"]["SetLogo"]
        | components["schemas"]["TurnPicture"]
        | components["schemas"]["FilterPicture"]
        | components["schemas"]["Lock"]
        | components["schemas"]["SetMaxMembers"]
        | components["schemas"]["SetVariable"]
        | components["schemas"]["SetLayout"]
        | components["schemas"]["SetLayoutGroup"]
        | components["schemas"]["ClearVideoFloor"]
        | components["schemas"]["SetVideoSize"]
        | components["schemas"]["SetVideoRate"]
        | components["schemas"]["SetBackground"]
        | components["schemas"]["SetForeground"]
        | components["schemas"]["SetMusic"]
        | components["schemas"]["SendDtmf"]
        | components["schemas"]["Relate"]
        | components["schemas"]["Transfer"]
        | components["schemas"]["Kick"]
        | components["schemas"]["HangUp"]
        | components["schemas"]["HangUpAll"]
        | components["schemas"]["MuteAll"]
        | components["schemas"]["AskToUnmute"]
        | components["schemas"]["KeepOut"]
        | components["schemas"]["LetIn"]
        | components["schemas"]["EndConference"]
        | components["schemas"]["ResumeRules"]
        | components["schemas"]["ClearSlots"]
        | components["schemas"]["Play"]
        | components["schemas"]["StopPlaying"]
        | components["schemas"]["Seek"]
        | components["schemas"]["Say"]
        | components["schemas"]["Dial"]
      )[];
      waiting: string[];
      not_shown: string[];
      command: string | null;
    };
    /**
     * Dial
     * @description Call a user, or a number through a named gateway, and join the answered call to the conference.
     */
    Dial: {
      /** @constant */
      kind: "dial";
      user?: string | null;
      domain?: string | null;
      gateway?: string | null;
      number?: string | null;
      caller_id_number?: string | null;
      caller_id_name?: string | null;
      waits?: boolean;
      admitted_to?: string | null;
      seconds?: number | null;
      others?: components["schemas"]["ReachedNode"][];
    };
    /**
     * ReachedNode
     * @description A node, where it takes the calls of others, and the id and domain of the user who is registered there.
     */
    ReachedNode: {
      /** @example fs2 */
      node: string;
      address: string;
      user: string;
      /** @description SIP domain */
      domain: string;
    };
    /**
     * SavedScenes
     * @description In the order of their names.
     */
    SavedScenes: {
      items: components["schemas"]["SceneView"][];
    };
    /**
     * SceneView
     * @description A saved scene.
     */
    SceneView: {
      name: string;
      revision: number;
      stage: components["schemas"]["Stage"];
    };
    /**
     * CueList
     * @description Names of scenes; `current` is the place of the one that was shown last, from 0; null: none of them yet.
     */
    CueList: {
      scenes: string[];
      current: number | null;
      revision: number;
    };
    /**
     * Layouts
     * @description The library and the domain's own, by name.
     */
    Layouts: {
      items: components["schemas"]["LayoutSummary"][];
    };
    /**
     * LayoutSummary
     * @description A layout by name, with the number of its images.
     */
    LayoutSummary: {
      name: string;
      own: boolean;
      images: number;
    };
    /**
     * LayoutView
     * @description A layout; one of the library has revision 0 and belongs to nobody.
     */
    LayoutView: {
      name: string;
      own: boolean;
      revision: number;
      images: components["schemas"]["ImageBody"][];
      background: string;
      foreground: string;
      border: number | null;
      auto_3d_position: boolean;
      transition_in: string;
      transition_out: string;
      warnings: components["schemas"]["Remark"][];
      used_from: string;
    };
    /**
     * Remark
     * @description What looks wrong, though it works.
     */
    Remark: {
      field: string;
      problem: string;
    };
    /**
     * Groups
     * @description The library's groups and the domain's own.
     */
    Groups: {
      items: components["schemas"]["GroupView"][];
    };
    /**
     * GroupView
     * @description A group; one of the library has revision 0.
     */
    GroupView: {
      name: string;
      own: boolean;
      revision: number;
      layouts: string[];
      warnings: components["schemas"]["Remark"][];
    };
    /**
     * Assets
     * @description A page of them by name; `next` is the cursor of the page after it, null on the last one.
     */
    Assets: {
      items: components["schemas"]["AssetView"][];
      next: string | null;
    };
    /**
     * AssetView
     * @description A picture, sound or font of the domain; `media` is how commands name it. What is not known is null.
     */
    AssetView: {
      name: string;
      media: string;
      /** @enum {string} */
      kind: "font" | "picture" | "sound";
      /** @enum {string} */
      state: "awaiting" | "checking" | "failed" | "ready" | "removing";
      reason: string | null;
      detail: string | null;
      bytes: number | null;
      sha256: string | null;
      width: number | null;
      height: number | null;
      duration_seconds: number | null;
      family: string | null;
      url: string | null;
      upload: components["schemas"]["AssetUpload"] | null;
      revision: number;
      /** Format: date-time */
      made_at: string;
    };
    /**
     * AssetUpload
     * @description Where the file is to be sent, by whoever has this address: with this method, exactly so long, and until then.
     */
    AssetUpload: {
      /** @constant */
      method: "PUT";
      url: string;
      bytes: number;
      /** Format: date-time */
      until: string;
    };
    /**
     * Recordings
     * @description The recordings of a conference, of its earlier meetings too.
     */
    Recordings: {
      items: components["schemas"]["RecordingState"][];
    };
    /**
     * RecordingView
     * @description A recording; `url` is where its file can be had for a while, null until it is ready.
     */
    RecordingView: {
      id: string;
      /** @enum {string} */
      state: "failed" | "interrupted" | "live" | "processing" | "ready" | "starting" | "stopping";
      paused: boolean | null;
      reason: string | null;
      started_at: string | null;
      name: string | null;
      format: string | null;
      ended_at: string | null;
      goes_on_from: string | null;
      retries: number;
      last_retry_at: string | null;
      parts: number;
      duration_seconds: number | null;
      bytes: number | null;
      sha256: string | null;
      has_video: boolean | null;
      has_sound: boolean | null;
      incomplete: boolean | null;
      stored: ("node" | "s3") | null;
      expires_at: string | null;
      url: string | null;
    };
    /**
     * Streams
     * @description The streams of a conference, of its earlier meetings too.
     */
    Streams: {
      items: components["schemas"]["StreamState"][];
    };
    /**
     * CommandView
     * @description A command and, once it has ended, its outcome; `steps` tell what was done of several.
     * @example {
     *       "id": "fs1.3722fc3085a66bd783c3769461d4781e",
     *       "kind": "mute",
     *       "conference": "internal",
     *       "state": "confirmed",
     *       "reason": null,
     *       "detail": null,
     *       "evidence": {
     *         "kind": "event",
     *         "event": "mute-member",
     *         "at": "2026-12-01T09:05:00.401Z"
     *       },
     *       "reply": "+OK mute 3",
     *       "created_at": "2026-12-01T09:05:00.336Z",
     *       "deadline": "2026-12-01T09:05:30.336Z",
     *       "finished_at": "2026-12-01T09:05:00.437Z",
     *       "steps": []
     *     }
     */
    CommandView: {
      id: string;
      kind: string;
      conference: string;
      /** @enum {string} */
      state: "accepted" | "confirmed" | "expired" | "failed" | "queued" | "running" | "unknown";
      /** @description why it is not done, a word of docs/reference/errors.md; more may come */
      reason: string | null;
      detail: string | null;
      evidence: components["schemas"]["Evidence"] | null;
      reply: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      deadline: string;
      finished_at: string | null;
      steps: components["schemas"]["Step"][];
    };
    /**
     * Evidence
     * @description What shows that FreeSWITCH did it; `at` is RFC 3339 in UTC.
     */
    Evidence: {
      /** @enum {string} */
      kind: "event" | "reply" | "state";
      event?: string | null;
      at?: string | null;
    };
    /**
     * Step
     * @description One step of a composite and how it ended; `skipped` stands after the failure that stopped it.
     */
    Step: {
      kind: string;
      /** @enum {string} */
      state: "accepted" | "confirmed" | "failed" | "skipped" | "unknown";
      /** @description why it is not done, a word of docs/reference/errors.md; more may come */
      reason?: string | null;
      detail?: string | null;
      reply?: string | null;
      evidence?: components["schemas"]["Evidence"] | null;
    };
    /**
     * Meetings
     * @description A page of meetings; `next` is the cursor of the page after it, null on the last one.
     */
    Meetings: {
      items: components["schemas"]["MeetingSummary"][];
      next: string | null;
    };
    /**
     * MeetingSummary
     * @description A meeting that is over. `reason` says why, where nobody saw its end; `peak` is the most that were there at once,
     *         `stays` how often somebody came. Both are null until they are counted, within a minute of the end.
     */
    MeetingSummary: {
      uuid: string;
      conference: string;
      node: string;
      from: string | null;
      /** Format: date-time */
      to: string;
      seconds: number | null;
      reason: string | null;
      peak: number | null;
      stays: number | null;
    };
    /**
     * MeetingView
     * @description A meeting with who came and went, by when they came, a page of them; `next` is the cursor of the next page. And
     *         with its first messages, oldest first; `next_messages` is the cursor of the messages after them.
     */
    MeetingView: {
      uuid: string;
      conference: string;
      node: string;
      from: string | null;
      /** Format: date-time */
      to: string;
      seconds: number | null;
      reason: string | null;
      peak: number | null;
      stays: number | null;
      moderators: string[];
      outputs: components["schemas"]["MeetingOutputView"][];
      members: components["schemas"]["MeetingStay"][];
      next: string | null;
      messages: components["schemas"]["Message"][];
      next_messages: string | null;
    };
    /**
     * MeetingOutputView
     * @description A recording or a stream that there was at the end; `state` is null where it is there no more.
     */
    MeetingOutputView: {
      /** @enum {string} */
      kind: "recording" | "stream";
      id: string;
      name: string | null;
      started_at: string | null;
      state: ("failed" | "interrupted" | "live" | "processing" | "ready" | "starting" | "stopping") | null;
    };
    /**
     * MeetingStay
     * @description Somebody's time in the meeting; who came again has another. `cause` is FreeSWITCH's in capitals, or what sent
     *         them away. Of who was `erased` only the times are left.
     */
    MeetingStay: {
      uuid: string;
      user: string | null;
      invitee: string | null;
      name: string | null;
      moderator: boolean | null;
      joined_at: string | null;
      left_at: string | null;
      seconds: number | null;
      cause: string | null;
      erased: boolean;
    };
    /**
     * Message
     * @description A message; `text` is null and `deleted_at` is not, once a host has deleted it.
     */
    Message: {
      id: string;
      /** @description the `sub` of the sender's token; empty once that person was erased */
      sender: string;
      /** @description what the sender was called then */
      name: string | null;
      text: string | null;
      /** Format: date-time */
      at: string;
      deleted_at: string | null;
    };
    /**
     * MeetingMessages
     * @description A page of a meeting's messages, oldest first; `next` is the cursor of the page after it, null on the last one.
     */
    MeetingMessages: {
      items: components["schemas"]["Message"][];
      next: string | null;
    };
    /**
     * Webhooks
     * @description The domain's webhooks, by name.
     */
    Webhooks: {
      items: components["schemas"]["Webhook"][];
    };
    /**
     * Webhook
     * @description A webhook; `secret` is told once, in the answer to the request that made it.
     */
    Webhook: {
      name: string;
      url: string;
      events: string[];
      conferences: string[];
      enabled: boolean;
      disabled: components["schemas"]["DisabledView"] | null;
      failing: components["schemas"]["FailingView"] | null;
      revision: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      changed_at: string;
      secrets: components["schemas"]["SecretView"][];
      secret: string | null;
    };
    /**
     * DisabledView
     * @description Why it was switched off without being asked: `gone` (410), or `failing` for a day.
     */
    DisabledView: {
      /** @enum {string} */
      reason: "failing" | "gone";
      /** Format: date-time */
      at: string;
      detail: string;
    };
    /**
     * FailingView
     * @description Tries that failed one after the other, and when the next one may be made.
     */
    FailingView: {
      /** Format: date-time */
      since: string;
      failures: number;
      /** Format: date-time */
      retry_at: string;
    };
    /**
     * SecretView
     * @description A secret that signs; `until`: when it ends, null for the newest.
     */
    SecretView: {
      /** Format: date-time */
      made_at: string;
      until: string | null;
    };
    /**
     * Deliveries
     * @description A page of deliveries; `next` is the cursor of the page after it, null on the last one.
     */
    Deliveries: {
      items: components["schemas"]["DeliveryView"][];
      next: string | null;
    };
    /**
     * DeliveryView
     * @description An event for a webhook; `event` is what is sent, and its id is the `webhook-id` of every try.
     */
    DeliveryView: {
      id: string;
      /** @enum {string} */
      kind: "event" | "test";
      /** @enum {string} */
      state: "delivered" | "failed" | "retrying" | "waiting";
      next_at: string | null;
      attempts: components["schemas"]["AttemptView"][];
      /** any JSON */
      event: unknown;
    };
    /**
     * AttemptView
     * @description One try: `status` and the first 500 bytes of the answer, or why there was none.
     */
    AttemptView: {
      /** Format: date-time */
      at: string;
      milliseconds: number;
      status: number | null;
      answer: string;
      problem: string | null;
    };
    /**
     * Audit
     * @description A page of entries; `next` is the cursor of the page after it, null on the last one.
     */
    Audit: {
      items: components["schemas"]["AuditEntry"][];
      next: string | null;
    };
    /**
     * AuditEntry
     * @description What somebody did, or how a command ended. `subject`, `token` and `address` are null once a person was erased;
     *         `pseudonym` stays. `about` is the user whom it was done to, `object` anything else.
     */
    AuditEntry: {
      id: string;
      /** Format: date-time */
      at: string;
      operation: string;
      result:
        | ("accepted" | "begun" | "done" | "failed" | "refused")
        | ("accepted" | "confirmed" | "expired" | "failed" | "unknown");
      subject: string | null;
      pseudonym: string | null;
      token: string | null;
      address: string | null;
      conference: string | null;
      object: string | null;
      about: string | null;
      fields: string[];
      command: string | null;
      kinds: string[];
      revision: number | null;
      reason: string | null;
      detail: string | null;
      reply: string | null;
      evidence: components["schemas"]["Evidence"] | null;
      steps: components["schemas"]["Step"][];
      request_id: string | null;
    };
    /**
     * Nodes
     * @description A page of nodes; `next` is the cursor of the page after it, null on the last one.
     */
    Nodes: {
      items: components["schemas"]["NodeLife"][];
      next: string | null;
    };
    /**
     * NodeLife
     * @description A node, as its relay told it at `as_of`. `served`: a relay carries out commands there. `draining`: it takes no
     *         new conference. `empty`: it drains, has no conference left, and nobody can be on the way to it, so it may be
     *         stopped. `removing`: it is gone once its relay is, and what was there has ended. `load` is what its conferences
     *         cost, in millions of pixels a second.
     */
    NodeLife: {
      name: string;
      /** @enum {string} */
      state: "lost" | "switch_down" | "up";
      served: boolean;
      /** Format: date-time */
      as_of: string;
      draining: boolean;
      draining_since: string | null;
      empty: boolean;
      removing: boolean;
      conferences: number;
      members: number;
      load: number;
      revision: number;
    };
    /**
     * LiveTicket
     * @description Where to open a WebSocket; good once, and until then.
     */
    LiveTicket: {
      /** @description wss://…?ticket=…; it opens one connection and names no token */
      url: string;
      /** Format: date-time */
      expires_at: string;
    };
    /**
     * Page
     * @description Events in order, and the seq to ask after next.
     */
    Page: {
      items: components["schemas"]["Event"][];
      seq: number;
      gap: components["schemas"]["Missing"] | null;
    };
    /**
     * Event
     * @description What happened; `data` is one of `happenings` as plain JSON.
     *
     *         One that is not appended yet has `seq` 0. The id is the same wherever and however often the event is seen.
     */
    Event: {
      conference: string;
      seq: number;
      id: string;
      type: string;
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: {
        [key: string]: unknown;
      };
    };
    /**
     * Missing
     * @description Seqs that were told and cannot be read: take the conference itself, then what comes after.
     */
    Missing: {
      from: number;
      to: number;
      /** @enum {string} */
      reason: "expired" | "unknown_position";
    };
    /**
     * Messages
     * @description A page of messages, newest first; `next` is the cursor of the page after it, null on the last one.
     */
    Messages: {
      items: components["schemas"]["Message"][];
      next: string | null;
    };
    /**
     * Watchers
     * @description Everybody who follows the conference in a page, whether or not they are in the call as well.
     */
    Watchers: {
      items: components["schemas"]["Watcher"][];
    };
    /**
     * Watcher
     * @description Somebody who follows the conference in a page, in one window or many; `since` is the first of them.
     */
    Watcher: {
      subject: string;
      name: string | null;
      /** Format: date-time */
      since: string;
    };
    /**
     * UserList
     * @description Users by id; `next` is the cursor of the page after, null at the end.
     */
    UserList: {
      items: components["schemas"]["UserView"][];
      next: string | null;
    };
    /**
     * UserView
     * @description A user of the domain; a password that the server made is told once.
     */
    UserView: {
      id: string;
      enabled: boolean;
      may_register: boolean;
      name: string;
      number: string;
      context: string;
      account: string;
      alias: string;
      outbound_caller_name: string;
      outbound_caller_number: string;
      anonymous: boolean | null;
      cacheable: number | null;
      variables: {
        [key: string]: string;
      };
      forward: components["schemas"]["Forwarding"] | null;
      cidr: string[];
      /** @description when it was written last, in milliseconds since 1970; the ETag as well */
      revision: number;
      /**
       * @description what a file made is written anew whenever the file is applied
       * @enum {string}
       */
      made_by: "api" | "file";
      /** @description only in the answer that made it: nobody can read it later */
      password?: string;
    };
    /**
     * RoomList
     * @description Rooms by name; `next` is the cursor of the page after, null at the end.
     */
    RoomList: {
      items: components["schemas"]["RoomView"][];
      next: string | null;
    };
    /**
     * RoomView
     * @description A room; PINs that the server made are told once.
     */
    RoomView: {
      name: string;
      conference: string;
      number: string;
      profile: string;
      open: boolean;
      max_members: number;
      flags: string[] | components["schemas"]["FlagsFor"];
      seats: {
        [key: string]: components["schemas"]["Seat"];
      };
      picture: components["schemas"]["Picture"];
      rules: components["schemas"]["Rules"];
      /** @enum {string} */
      lobby: "everybody" | "off" | "outside";
      /** @enum {string} */
      admission: "by_hand" | "with_moderator";
      observers: boolean;
      not_before: string | null;
      not_after: string | null;
      dial_in: components["schemas"]["DialInView"] | null;
      /** @description when it was written last, in milliseconds since 1970; the ETag as well */
      revision: number;
      /**
       * @description what a file made is written anew whenever the file is applied
       * @enum {string}
       */
      made_by: "api" | "file";
    };
    /**
     * DialInView
     * @description How telephones enter a room; a list tells only the id.
     */
    DialInView: {
      id: string;
      has_pin?: boolean | null;
      has_moderator_pin?: boolean | null;
      not_before?: string | null;
      not_after?: string | null;
      /** @description only in the answer that made it: nobody can read it later */
      pin?: string;
      /** @description only in the answer that made it: nobody can read it later */
      moderator_pin?: string;
    };
    /**
     * InviteeList
     * @description All invitees of a room.
     */
    InviteeList: {
      items: components["schemas"]["InviteeView"][];
      next: string | null;
    };
    /**
     * InviteeView
     * @description An invitee; the PIN is told once.
     */
    InviteeView: {
      id: string;
      name: string;
      slot: string;
      moderator: boolean;
      /**
       * @description what a file made is written anew whenever the file is applied
       * @enum {string}
       */
      made_by: "api" | "file";
      /** @description when it was written last, in milliseconds since 1970; the ETag as well */
      revision: number;
      /** @description only in the answer that made it: nobody can read it later */
      pin?: string;
    };
    /**
     * UserGroupList
     * @description Groups by name; `next` is the cursor of the page after, null at the end.
     */
    UserGroupList: {
      items: components["schemas"]["UserGroupView"][];
      next: string | null;
    };
    /**
     * UserGroupView
     * @description Users that are called together.
     */
    UserGroupView: {
      name: string;
      members: string[];
      /** @description when it was written last, in milliseconds since 1970; the ETag as well */
      revision: number;
      /**
       * @description what a file made is written anew whenever the file is applied
       * @enum {string}
       */
      made_by: "api" | "file";
    };
    /**
     * GatewaySetting
     * @description A SIP trunk as provisioned.
     */
    GatewaySetting: {
      name: string;
      proxy: string;
      port: number;
      /** @enum {string} */
      transport: "" | "tcp" | "tls" | "udp";
      outbound_proxy: string;
      realm: string;
      username: string;
      auth_username: string;
      secret: string;
      from_user: string;
      from_domain: string;
      caller_id_in_from: boolean;
      expires: number;
      /** @enum {string} */
      srtp: "" | "mandatory" | "optional";
      register: boolean;
      profile: string;
      ping: number;
      context: string;
      /** @enum {string} */
      called_number: "request" | "to";
      outbound_caller_name: string;
      outbound_caller_number: string;
      /** @enum {string} */
      identity: "none" | "p_asserted_identity" | "remote_party_id";
      /** @description when it was written last, in milliseconds since 1970; the ETag as well */
      revision: number;
      /**
       * @description what a file made is written anew whenever the file is applied
       * @enum {string}
       */
      made_by: "api" | "file";
    };
    /**
     * DialInNumbers
     * @description What to dial before the id of a room.
     */
    DialInNumbers: {
      items: components["schemas"]["DialInNumber"][];
    };
    /**
     * DialInNumber
     * @description A number that telephones dial, and the language of the prompts there; null goes by the number's country.
     */
    DialInNumber: {
      number: string;
      language: ("de" | "en") | null;
    };
    /**
     * EntryList
     * @description Links into a room by age; `next` is the cursor of the page after, null at the end.
     */
    EntryList: {
      items: components["schemas"]["EntryView"][];
      next: string | null;
    };
    /**
     * EntryView
     * @description A link into a room; its code is told once.
     */
    EntryView: {
      id: string;
      name: string;
      /** @enum {string} */
      role: "moderator" | "participant";
      slot: string;
      from: string | null;
      /** Format: date-time */
      until: string;
      uses: number;
      used: number;
      /**
       * @description whether the link works now, and if not, why
       * @enum {string}
       */
      state: "early" | "open" | "over" | "revoked" | "used_up";
      /** Format: date-time */
      made_at: string;
    };
    /**
     * EntryMade
     * @description A link that was just made.
     * @example {
     *       "id": "8042dea93b6b5ce236e5bb7bf1fc2d1e",
     *       "name": "Grace Hopper",
     *       "role": "moderator",
     *       "slot": "",
     *       "from": null,
     *       "until": "2026-12-24T17:00:00.000Z",
     *       "uses": 1,
     *       "used": 0,
     *       "state": "open",
     *       "made_at": "2026-12-01T09:05:00.656Z",
     *       "code": "CiJM8Q0uKdK7ZrTv79ptAw",
     *       "url": "https://meet.example.com/call/#entry=CiJM8Q0uKdK7ZrTv79ptAw"
     *     }
     */
    EntryMade: {
      id: string;
      name: string;
      /** @enum {string} */
      role: "moderator" | "participant";
      slot: string;
      from: string | null;
      /** Format: date-time */
      until: string;
      uses: number;
      used: number;
      /**
       * @description whether the link works now, and if not, why
       * @enum {string}
       */
      state: "early" | "open" | "over" | "revoked" | "used_up";
      /** Format: date-time */
      made_at: string;
      /** @description the link; its code stands behind `#`, which no server is sent */
      url: string;
      /** @description what the link holds; only in the answer that made it */
      code: string;
    };
    /**
     * Entrance
     * @description All that a browser needs to be in the room: it is told to whoever has the code, and kept by nobody.
     */
    Entrance: {
      user: string;
      password: string;
      domain: string;
      /** @description the SIP server's WebSocket */
      address: string;
      number: string;
      ice_servers: components["schemas"]["IceServer"][];
      /** @description for the HTTP API and the live connection: this conference only */
      token: string;
      conference: string;
      name: string;
      /** @enum {string} */
      role: "moderator" | "participant";
      /** Format: date-time */
      until: string;
      /** @description what this browser sends as `resume` after a reload: it uses nothing up */
      resume: string;
    };
    /**
     * IceServer
     * @description As `RTCPeerConnection` takes it.
     */
    IceServer: {
      urls: string[];
      username?: string;
      credential?: string;
    };
    /**
     * Observation
     * @description All that a browser needs to watch a conference by one call: it is told once, and kept by nobody.
     */
    Observation: {
      user: string;
      password: string;
      domain: string;
      /** @description the SIP server's WebSocket */
      address: string;
      number: string;
      ice_servers: components["schemas"]["IceServer"][];
      conference: string;
      /**
       * Format: date-time
       * @description when it must have called
       */
      call_before: string;
      /**
       * Format: date-time
       * @description when the call ends by itself: no later than the token
       */
      until: string;
    };
    /**
     * RevocationList
     * @description All of the domain.
     */
    RevocationList: {
      items: components["schemas"]["Revocation"][];
      next: null;
    };
    /**
     * Revocation
     * @description One token by its id, or what a subject was issued before a moment; `until` is when it is over by itself.
     */
    Revocation: {
      jti?: string;
      sub?: string;
      before?: string | null;
      /** Format: date-time */
      until: string;
    };
    /**
     * ProblemBody
     * @description RFC 9457; `code` is stable, `detail` is for people; `reason` is a stable word where a code has several.
     * @example {
     *       "type": "/docs#invalid_field",
     *       "title": "A field is not valid",
     *       "status": 422,
     *       "code": "invalid_field",
     *       "detail": "layuot: unknown field",
     *       "errors": [
     *         {
     *           "field": "layuot",
     *           "problem": "unknown field",
     *           "expected": "layout"
     *         }
     *       ],
     *       "request_id": "f1b7c3d2"
     *     }
     */
    ProblemBody: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail: string;
      reason?: string | null;
      retained_until?: string | null;
      errors?: components["schemas"]["FieldError"][];
      request_id?: string | null;
    };
    /**
     * FieldError
     * @description One field that cannot be taken: where it is, what is wrong, what was sent and what would be right.
     */
    FieldError: {
      field: string;
      problem: string;
      value?: string | null;
      expected?: string | null;
    };
    /**
     * SnapshotFrame
     * @description A conference after the event `seq`, and who follows it; the lists of all parts together are all of them. Null:
     *         there is none, its beginning will be told.
     */
    SnapshotFrame: {
      /** @constant */
      type: "snapshot";
      name: string;
      conference: components["schemas"]["ConferenceView"] | null;
      watching: components["schemas"]["Watcher"][];
      seq: number;
      part: number;
      of: number;
    };
    /**
     * EventsFrame
     * @description What happened, in order.
     */
    EventsFrame: {
      /** @constant */
      type: "events";
      conference: string;
      events: components["schemas"]["Event"][];
    };
    /**
     * GapFrame
     * @description These seqs cannot be told any more: a snapshot follows, or is to be asked for.
     */
    GapFrame: {
      /** @constant */
      type: "gap";
      conference: string;
      from: number;
      to: number;
    };
    /**
     * MovingFrame
     * @description An operator (`by`, the subject of their token) is just moving a member to another place; null: not any more. It
     *         is over after so many seconds unless it is told again, and never asked for.
     */
    MovingFrame: {
      /** @constant */
      type: "moving";
      conference: string;
      by: string;
      name: string | null;
      member: string | null;
      seconds: number;
    };
    /**
     * PongFrame
     * @description For every conference that is listened to: its newest seq, and how its node is; null: it does not go on now.
     */
    PongFrame: {
      /** @constant */
      type: "pong";
      seqs: {
        [key: string]: number;
      };
      nodes: {
        [key: string]: components["schemas"]["NodeView"] | null;
      };
    };
    /**
     * NodeView
     * @description How far the node stands behind what is told of a conference, and when it was last seen.
     */
    NodeView: {
      /** @enum {string} */
      node_state: "lost" | "switch_down" | "up";
      /** Format: date-time */
      as_of: string;
    };
    /**
     * ProblemFrame
     * @description What was said makes no sense or may not be, as over HTTP; `conference` and `id` are those of the frame, if it had
     *         them, `retry_after` are seconds.
     */
    ProblemFrame: {
      /** @constant */
      type: "problem";
      problem: components["schemas"]["ProblemBody"];
      conference?: string | null;
      id?: string | null;
      retry_after?: number | null;
    };
    /**
     * ConferenceState
     * @description One conference with its members; `uuid` tells this meeting from the next one under the same name.
     */
    ConferenceState: {
      name: string;
      uuid: string;
      node: string;
      revision: number;
      domain: string | null;
      started_at: string | null;
      locked: boolean | null;
      layout: string | null;
      layout_group: string | null;
      max_members: number | null;
      canvas: string | null;
      member_count: number;
      members: components["schemas"]["MemberState"][];
      recordings: components["schemas"]["RecordingState"][];
      streams: components["schemas"]["StreamState"][];
      hands: components["schemas"]["PageHand"][];
      observers: components["schemas"]["Observer"][];
      standings: components["schemas"]["Standing"][];
      began_as: string | null;
      moved_at: string | null;
      picture_by_hand_at: string | null;
    };
    /**
     * ConferenceStarted
     * @description A meeting began, or was found; its members follow as events of their own.
     */
    ConferenceStarted: {
      conference: components["schemas"]["ConferenceBegun"];
    };
    /**
     * ConferenceChanged
     * @description Something of the conference itself is different: its lock, its layout.
     */
    ConferenceChanged: {
      changed: components["schemas"]["ConferenceChange"];
    };
    /**
     * ConferenceEnded
     * @description The meeting is over; whoever was there has left by an event before.
     */
    ConferenceEnded: {
      reason: string | null;
    };
    /**
     * MemberJoined
     * @description Somebody is in the conference.
     */
    MemberJoined: {
      member: components["schemas"]["MemberState"];
    };
    /**
     * MemberChanged
     * @description Something of a member is different.
     */
    MemberChanged: {
      uuid: string;
      changed: components["schemas"]["MemberChange"];
    };
    /**
     * MemberTalking
     * @description A member began or stopped talking: told at most once a second for each.
     */
    MemberTalking: {
      uuid: string;
      talking: boolean;
    };
    /**
     * MemberLeft
     * @description A member is gone: when they had come and why they went, as far as is known.
     */
    MemberLeft: {
      uuid: string;
      user: string | null;
      name: string | null;
      cause: string | null;
      seconds: number | null;
    };
    /**
     * FloorChanged
     * @description Who has the floor, of the sound or of the picture; null: nobody.
     */
    FloorChanged: {
      /** @enum {string} */
      floor: "floor" | "video_floor";
      uuid: string | null;
    };
    /**
     * RecordingChanged
     * @description A recording as it is now; null once it is forgotten.
     */
    RecordingChanged: {
      id: string;
      recording: components["schemas"]["RecordingState"] | null;
    };
    /**
     * StreamChanged
     * @description A stream as it is now, its key hidden; null once it is forgotten.
     */
    StreamChanged: {
      id: string;
      stream: components["schemas"]["StreamState"] | null;
    };
    /**
     * CommandFinished
     * @description A command has its outcome.
     */
    CommandFinished: {
      id: string;
      kind: string;
      state: string;
      reason: string | null;
      rule: string | null;
      by: string | null;
      member: string | null;
    };
    /**
     * StillReady
     * @description A still's picture can be had.
     */
    StillReady: {
      id: string;
      /** @description the still as its address shows it, without `url` */
      still: {
        [key: string]: unknown;
      };
    };
    /**
     * StillFailed
     * @description A still was taken, and its picture could not be stored or is lost.
     */
    StillFailed: {
      id: string;
      reason: string;
      /** @description the still as its address shows it, without `url` */
      still: {
        [key: string]: unknown;
      };
    };
    /**
     * MessagePosted
     * @description Somebody wrote; `sender` is the token's subject. The text is null once a host has deleted the message.
     */
    MessagePosted: {
      id: string;
      sender: string;
      name: string | null;
      text: string | null;
    };
    /**
     * MessageDeleted
     * @description A message is to be shown no more.
     */
    MessageDeleted: {
      id: string;
    };
    /**
     * HandRaised
     * @description Somebody asks for the word: a member by `uuid`, or who is in a page only by `subject` and `name`.
     */
    HandRaised: {
      uuid: string | null;
      subject: string | null;
      name: string | null;
      /** Format: date-time */
      raised_at: string;
    };
    /**
     * HandLowered
     * @description A hand is down: theirs, a host's, or because they have left.
     */
    HandLowered: {
      uuid: string | null;
      subject: string | null;
    };
    /**
     * PresenceJoined
     * @description Somebody has a page open that follows the conference; in how many windows is not told.
     */
    PresenceJoined: {
      subject: string;
      name: string | null;
      /** Format: date-time */
      since: string;
    };
    /**
     * PresenceLeft
     * @description Nobody of this subject follows the conference any more.
     */
    PresenceLeft: {
      subject: string;
    };
    /**
     * WaitingJoined
     * @description Somebody waits to be let in; `uuid` is that of their call, and stays when they come in.
     */
    WaitingJoined: {
      uuid: string;
      user: string | null;
      invitee: string | null;
      name: string | null;
      video: boolean | null;
      since: string | null;
    };
    /**
     * WaitingAdmitted
     * @description Somebody was let in, after so many seconds; `member.joined` tells when they are there.
     */
    WaitingAdmitted: {
      uuid: string;
      user: string | null;
      name: string | null;
      seconds: number | null;
      by: string | null;
      how: ("by_hand" | "by_key" | "with_moderator") | null;
    };
    /**
     * WaitingRefused
     * @description Somebody was not let in.
     */
    WaitingRefused: {
      uuid: string;
      user: string | null;
      name: string | null;
      seconds: number | null;
      by: string | null;
    };
    /**
     * WaitingLeft
     * @description Somebody waits no more: they have hung up, or nobody knows why.
     */
    WaitingLeft: {
      uuid: string;
      user: string | null;
      name: string | null;
      cause: string | null;
      seconds: number | null;
    };
    /**
     * AssetReady
     * @description A picture, sound or font of the domain was looked at: it may be named, as `own/` and its name.
     */
    AssetReady: {
      name: string;
      /** @enum {string} */
      kind: "font" | "picture" | "sound";
    };
    /**
     * AssetFailed
     * @description What was uploaded for one is refused: `reason` is a stable word, `detail` a sentence.
     */
    AssetFailed: {
      name: string;
      /** @enum {string} */
      kind: "font" | "picture" | "sound";
      reason: string;
      detail: string;
    };
    /**
     * AssetPlaced
     * @description A node has fetched one, for a conference in which a command named it.
     */
    AssetPlaced: {
      name: string;
      /** @enum {string} */
      kind: "font" | "picture" | "sound";
      node: string;
      conference: string;
    };
    /**
     * AssetRemoved
     * @description One is gone; what shows it goes on until that changes.
     */
    AssetRemoved: {
      name: string;
      /** @enum {string} */
      kind: "font" | "picture" | "sound";
    };
    /**
     * NodeChanged
     * @description An operator drains a node that serves the domain, or does so no more, or it is empty now, or to be removed.
     */
    NodeChanged: {
      node: string;
      draining: boolean;
      empty: boolean;
      removing: boolean;
    };
    /**
     * NodeRemoved
     * @description A node is gone that served the domain: nothing of it is left.
     */
    NodeRemoved: {
      node: string;
    };
    /**
     * Gap
     * @description Nobody listened to the switch from then to then (RFC 3339; null: nobody knows), so something may be missing.
     *
     *         The events after it tell what is different now.
     */
    Gap: {
      from: string | null;
      /** Format: date-time */
      to: string;
      reason: string;
    };
    /** @description A conference that began; who is in it follows. */
    ConferenceBegun: {
      name: string;
      uuid: string;
      node: string;
      revision: number;
      domain: string | null;
      started_at: string | null;
      locked: boolean | null;
      layout: string | null;
      layout_group: string | null;
      max_members: number | null;
      canvas: string | null;
      observers: components["schemas"]["Observer"][];
      standings: components["schemas"]["Standing"][];
      began_as: string | null;
      moved_at: string | null;
      picture_by_hand_at: string | null;
    };
    /** @description Fields of a conference that are different. */
    ConferenceChange: {
      name?: string;
      uuid?: string;
      node?: string;
      revision?: number;
      domain?: string | null;
      started_at?: string | null;
      locked?: boolean | null;
      layout?: string | null;
      layout_group?: string | null;
      max_members?: number | null;
      canvas?: string | null;
      member_count?: number;
      members?: components["schemas"]["MemberState"][];
      recordings?: components["schemas"]["RecordingState"][];
      streams?: components["schemas"]["StreamState"][];
      hands?: components["schemas"]["PageHand"][];
      observers?: components["schemas"]["Observer"][];
      standings?: components["schemas"]["Standing"][];
      began_as?: string | null;
      moved_at?: string | null;
      picture_by_hand_at?: string | null;
    };
    /** @description Fields of a member that are different. */
    MemberChange: {
      uuid?: string;
      number?: number | null;
      user?: string | null;
      invitee?: string | null;
      name?: string | null;
      muted?: boolean | null;
      video?: boolean | null;
      video_muted?: boolean | null;
      deaf?: boolean | null;
      on_hold?: boolean | null;
      talking?: boolean | null;
      floor?: boolean | null;
      video_floor?: boolean | null;
      moderator?: boolean | null;
      host?: boolean | null;
      slot?: string | null;
      settled?: ("next_place" | "wish") | null;
      role?: string | null;
      banner?: components["schemas"]["Banner"] | null;
      volume_in?: number | null;
      volume_out?: number | null;
      quality?: components["schemas"]["Quality"] | null;
      joined_at?: string | null;
      hand_raised_at?: string | null;
      asked_to_unmute_at?: string | null;
    };
    /**
     * ConferenceStartedEvent
     * @description A meeting began, or was found; its members follow as events of their own.
     */
    ConferenceStartedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "conference.started";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["ConferenceStarted"];
    };
    /**
     * ConferenceChangedEvent
     * @description Something of the conference itself is different: its lock, its layout.
     */
    ConferenceChangedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "conference.changed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["ConferenceChanged"];
    };
    /**
     * ConferenceEndedEvent
     * @description The meeting is over; whoever was there has left by an event before.
     */
    ConferenceEndedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "conference.ended";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["ConferenceEnded"];
    };
    /**
     * MemberJoinedEvent
     * @description Somebody is in the conference.
     */
    MemberJoinedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "member.joined";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["MemberJoined"];
    };
    /**
     * MemberChangedEvent
     * @description Something of a member is different.
     */
    MemberChangedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "member.changed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["MemberChanged"];
    };
    /**
     * MemberTalkingEvent
     * @description A member began or stopped talking: told at most once a second for each.
     */
    MemberTalkingEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "member.talking";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["MemberTalking"];
    };
    /**
     * MemberLeftEvent
     * @description A member is gone: when they had come and why they went, as far as is known.
     */
    MemberLeftEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "member.left";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["MemberLeft"];
    };
    /**
     * FloorChangedEvent
     * @description Who has the floor, of the sound or of the picture; null: nobody.
     */
    FloorChangedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "floor.changed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["FloorChanged"];
    };
    /**
     * RecordingChangedEvent
     * @description A recording as it is now; null once it is forgotten.
     */
    RecordingChangedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "recording.changed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["RecordingChanged"];
    };
    /**
     * StreamChangedEvent
     * @description A stream as it is now, its key hidden; null once it is forgotten.
     */
    StreamChangedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "stream.changed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["StreamChanged"];
    };
    /**
     * CommandFinishedEvent
     * @description A command has its outcome.
     */
    CommandFinishedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "command.finished";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["CommandFinished"];
    };
    /**
     * StillReadyEvent
     * @description A still's picture can be had.
     */
    StillReadyEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "still.ready";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["StillReady"];
    };
    /**
     * StillFailedEvent
     * @description A still was taken, and its picture could not be stored or is lost.
     */
    StillFailedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "still.failed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["StillFailed"];
    };
    /**
     * MessagePostedEvent
     * @description Somebody wrote; `sender` is the token's subject. The text is null once a host has deleted the message.
     */
    MessagePostedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "message.posted";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["MessagePosted"];
    };
    /**
     * MessageDeletedEvent
     * @description A message is to be shown no more.
     */
    MessageDeletedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "message.deleted";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["MessageDeleted"];
    };
    /**
     * HandRaisedEvent
     * @description Somebody asks for the word: a member by `uuid`, or who is in a page only by `subject` and `name`.
     */
    HandRaisedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "hand.raised";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["HandRaised"];
    };
    /**
     * HandLoweredEvent
     * @description A hand is down: theirs, a host's, or because they have left.
     */
    HandLoweredEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "hand.lowered";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["HandLowered"];
    };
    /**
     * PresenceJoinedEvent
     * @description Somebody has a page open that follows the conference; in how many windows is not told.
     */
    PresenceJoinedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "presence.joined";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["PresenceJoined"];
    };
    /**
     * PresenceLeftEvent
     * @description Nobody of this subject follows the conference any more.
     */
    PresenceLeftEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "presence.left";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["PresenceLeft"];
    };
    /**
     * WaitingJoinedEvent
     * @description Somebody waits to be let in; `uuid` is that of their call, and stays when they come in.
     */
    WaitingJoinedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "waiting.joined";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["WaitingJoined"];
    };
    /**
     * WaitingAdmittedEvent
     * @description Somebody was let in, after so many seconds; `member.joined` tells when they are there.
     */
    WaitingAdmittedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "waiting.admitted";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["WaitingAdmitted"];
    };
    /**
     * WaitingRefusedEvent
     * @description Somebody was not let in.
     */
    WaitingRefusedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "waiting.refused";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["WaitingRefused"];
    };
    /**
     * WaitingLeftEvent
     * @description Somebody waits no more: they have hung up, or nobody knows why.
     */
    WaitingLeftEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "waiting.left";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["WaitingLeft"];
    };
    /**
     * AssetReadyEvent
     * @description A picture, sound or font of the domain was looked at: it may be named, as `own/` and its name.
     */
    AssetReadyEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "asset.ready";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["AssetReady"];
    };
    /**
     * AssetFailedEvent
     * @description What was uploaded for one is refused: `reason` is a stable word, `detail` a sentence.
     */
    AssetFailedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "asset.failed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["AssetFailed"];
    };
    /**
     * AssetPlacedEvent
     * @description A node has fetched one, for a conference in which a command named it.
     */
    AssetPlacedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "asset.placed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["AssetPlaced"];
    };
    /**
     * AssetRemovedEvent
     * @description One is gone; what shows it goes on until that changes.
     */
    AssetRemovedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "asset.removed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["AssetRemoved"];
    };
    /**
     * NodeChangedEvent
     * @description An operator drains a node that serves the domain, or does so no more, or it is empty now, or to be removed.
     */
    NodeChangedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "node.changed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["NodeChanged"];
    };
    /**
     * NodeRemovedEvent
     * @description A node is gone that served the domain: nothing of it is left.
     */
    NodeRemovedEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "node.removed";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["NodeRemoved"];
    };
    /**
     * GapEvent
     * @description Nobody listened to the switch from then to then (RFC 3339; null: nobody knows), so something may be missing.
     *
     *         The events after it tell what is different now.
     */
    GapEvent: {
      conference: string;
      seq: number;
      id: string;
      /** @constant */
      type: "gap";
      /** Format: date-time */
      at: string;
      meeting: string;
      revision: number | null;
      data: components["schemas"]["Gap"];
    };
    /** @description An event of a type that this version knows; other types may come, with data of their own. */
    KnownEvent:
      | components["schemas"]["ConferenceStartedEvent"]
      | components["schemas"]["ConferenceChangedEvent"]
      | components["schemas"]["ConferenceEndedEvent"]
      | components["schemas"]["MemberJoinedEvent"]
      | components["schemas"]["MemberChangedEvent"]
      | components["schemas"]["MemberTalkingEvent"]
      | components["schemas"]["MemberLeftEvent"]
      | components["schemas"]["FloorChangedEvent"]
      | components["schemas"]["RecordingChangedEvent"]
      | components["schemas"]["StreamChangedEvent"]
      | components["schemas"]["CommandFinishedEvent"]
      | components["schemas"]["StillReadyEvent"]
      | components["schemas"]["StillFailedEvent"]
      | components["schemas"]["MessagePostedEvent"]
      | components["schemas"]["MessageDeletedEvent"]
      | components["schemas"]["HandRaisedEvent"]
      | components["schemas"]["HandLoweredEvent"]
      | components["schemas"]["PresenceJoinedEvent"]
      | components["schemas"]["PresenceLeftEvent"]
      | components["schemas"]["WaitingJoinedEvent"]
      | components["schemas"]["WaitingAdmittedEvent"]
      | components["schemas"]["WaitingRefusedEvent"]
      | components["schemas"]["WaitingLeftEvent"]
      | components["schemas"]["AssetReadyEvent"]
      | components["schemas"]["AssetFailedEvent"]
      | components["schemas"]["AssetPlacedEvent"]
      | components["schemas"]["AssetRemovedEvent"]
      | components["schemas"]["NodeChangedEvent"]
      | components["schemas"]["NodeRemovedEvent"]
      | components["schemas"]["GapEvent"];
    /** @description What a client may say over a WebSocket. */
    ClientFrame:
      | components["schemas"]["Subscribe"]
      | components["schemas"]["Unsubscribe"]
      | components["schemas"]["Ping"]
      | components["schemas"]["SayFrame"]
      | components["schemas"]["HandFrame"]
      | components["schemas"]["MoveFrame"];
    /** @description What a client is told over a WebSocket. */
    ServerFrame:
      | components["schemas"]["SnapshotFrame"]
      | components["schemas"]["EventsFrame"]
      | components["schemas"]["GapFrame"]
      | components["schemas"]["MovingFrame"]
      | components["schemas"]["PongFrame"]
      | components["schemas"]["ProblemFrame"];
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  list_conferences: {
    parameters: {
      query?: {
        /** @description entries a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Conferences"];
        };
      };
    };
  };
  get_conference: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConferenceView"];
        };
      };
      /** @description the revision in If-None-Match is still the present one */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  update_conference: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "layout": "2x2",
         *       "locked": true
         *     }
         */
        "application/json": components["schemas"]["ConferencePatch"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  clear_slots: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  list_members: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Members"];
        };
      };
    };
  };
  hang_up_all: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  get_member: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description `uuid` of the member's call
         * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
         */
        member: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MemberState"];
        };
      };
    };
  };
  remove_member: {
    parameters: {
      query?: {
        /** @description true ends the call itself */
        hangup?: boolean;
        /** @description true ends all their calls, and whoever they are comes in no more until the meeting ends: see `standings` */
        keep_out?: boolean;
      };
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description `uuid` of the member's call
         * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
         */
        member: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  update_member: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description `uuid` of the member's call
         * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
         */
        member: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "muted": true,
         *       "banner": {
         *         "text": "Grace Hopper",
         *         "fg": "#ffffff",
         *         "bg": "#203040"
         *       }
         *     }
         */
        "application/json": components["schemas"]["MemberPatch"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description done at once; there is nothing to say */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  mute_all: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  ask_to_unmute: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description `uuid` of the member's call
         * @example 3aa09c8c-5197-4d7c-9a53-902dbf37db52
         */
        member: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "language": "en"
         *     }
         */
        "application/json": components["schemas"]["Question"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  let_in: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description `person` of one of the conference's `standings`
         * @example 0f3b1c5d7e9a2b4c6d8e
         */
        person: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  resume_rules: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  end_conference: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  list_waiting: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WaitingPeople"];
        };
      };
    };
  };
  admit_waiting: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "uuids": [
         *         "3aa09c8c-5197-4d7c-9a53-902dbf37db52"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["AdmitBody"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  refuse_waiting: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "uuids": [
         *         "3aa09c8c-5197-4d7c-9a53-902dbf37db52"
         *       ],
         *       "words": "We begin at three."
         *     }
         */
        "application/json": components["schemas"]["RefuseBody"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  make_call: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "user": "1002"
         *     }
         */
        "application/json": components["schemas"]["Call"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  list_gateways: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GatewayList"];
        };
      };
    };
  };
  get_canvas: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CanvasMap"];
        };
      };
    };
  };
  draw_canvas: {
    parameters: {
      query?: {
        /** @description auto is what the reader prefers */
        theme?: "light" | "dark" | "auto";
      };
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "image/svg+xml": string;
        };
      };
    };
  };
  take_still: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  get_still_picture: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the still: that of the command which took it
         * @example fs1.9c1e4f7a2b5d4c8e9f0a1b2c3d4e5f60
         */
        still: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "image/png": string;
        };
      };
    };
  };
  get_still: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the still: that of the command which took it
         * @example fs1.9c1e4f7a2b5d4c8e9f0a1b2c3d4e5f60
         */
        still: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StillView"];
        };
      };
    };
  };
  get_stage: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StageView"];
        };
      };
    };
  };
  put_stage: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "layout": "2x2",
         *       "places": [
         *         {
         *           "slot": "speaker",
         *           "who": [
         *             {
         *               "user": "1000"
         *             }
         *           ]
         *         }
         *       ],
         *       "newcomers": "next_place"
         *     }
         */
        "application/json": components["schemas"]["StageWish"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StageView"];
        };
      };
    };
  };
  delete_stage: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patch_stage: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "newcomers": "leave"
         *     }
         */
        "application/json": components["schemas"]["StagePatch"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StageView"];
        };
      };
    };
  };
  undo_stage: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StageView"];
        };
      };
    };
  };
  list_scenes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SavedScenes"];
        };
      };
    };
  };
  run_scene: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "steps": [
         *         {
         *           "kind": "set_layout",
         *           "layout": "1x1"
         *         },
         *         {
         *           "kind": "mute",
         *           "member": "3aa09c8c-5197-4d7c-9a53-902dbf37db52",
         *           "muted": false
         *         }
         *       ]
         *     }
         */
        "application/json": components["schemas"]["SceneBody"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  get_scene: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description name of the saved scene
         * @example opening
         */
        scene: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SceneView"];
        };
      };
    };
  };
  put_scene: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description name of the saved scene
         * @example opening
         */
        scene: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "stage": {
         *         "layout": "2x2"
         *       }
         *     }
         */
        "application/json": components["schemas"]["SceneWish"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SceneView"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SceneView"];
        };
      };
    };
  };
  delete_scene: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description name of the saved scene
         * @example opening
         */
        scene: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  show_scene: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description name of the saved scene
         * @example opening
         */
        scene: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StageView"];
        };
      };
    };
  };
  get_cues: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CueList"];
        };
      };
    };
  };
  put_cues: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "scenes": [
         *         "opening",
         *         "panel"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["CueWish"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CueList"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CueList"];
        };
      };
    };
  };
  delete_cues: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  next_cue: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StageView"];
        };
      };
    };
  };
  previous_cue: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StageView"];
        };
      };
    };
  };
  list_layouts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Layouts"];
        };
      };
    };
  };
  draw_layout: {
    parameters: {
      query?: {
        /** @description auto is what the reader prefers */
        theme?: "light" | "dark" | "auto";
        /** @description of the canvas */
        size?: string;
      };
      header?: never;
      path: {
        /**
         * @description name of the layout
         * @example 2x2
         */
        layout: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "image/svg+xml": string;
        };
      };
    };
  };
  get_layout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the layout
         * @example 2x2
         */
        layout: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LayoutView"];
        };
      };
    };
  };
  put_layout: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description name of the layout
         * @example 2x2
         */
        layout: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "images": [
         *         {
         *           "x": 0,
         *           "y": 0,
         *           "scale": 180
         *         },
         *         {
         *           "x": 180,
         *           "y": 0,
         *           "scale": 180
         *         }
         *       ]
         *     }
         */
        "application/json": components["schemas"]["LayoutBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LayoutView"];
        };
      };
    };
  };
  delete_layout: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description name of the layout
         * @example 2x2
         */
        layout: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  list_layout_groups: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Groups"];
        };
      };
    };
  };
  get_layout_group: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the group
         * @example team
         */
        group: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GroupView"];
        };
      };
    };
  };
  put_layout_group: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description name of the group
         * @example team
         */
        group: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "layouts": [
         *         "1x1",
         *         "2x2",
         *         "3x3"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["GroupBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GroupView"];
        };
      };
    };
  };
  delete_layout_group: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description name of the group
         * @example team
         */
        group: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  list_assets: {
    parameters: {
      query?: {
        /** @description entries a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Assets"];
        };
      };
    };
  };
  get_asset: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of a picture, sound or font of the domain's own
         * @example logo
         */
        asset: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AssetView"];
        };
      };
    };
  };
  put_asset: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description name of a picture, sound or font of the domain's own
         * @example logo
         */
        asset: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "kind": "picture",
         *       "bytes": 48213
         *     }
         */
        "application/json": components["schemas"]["AssetBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AssetView"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AssetView"];
        };
      };
    };
  };
  delete_asset: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description name of a picture, sound or font of the domain's own
         * @example logo
         */
        asset: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  check_asset: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of a picture, sound or font of the domain's own
         * @example logo
         */
        asset: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it will be done; `Location` tells how it went */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AssetView"];
        };
      };
    };
  };
  play: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "prompt": "welcome"
         *     }
         */
        "application/json": components["schemas"]["Prompt"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  stop_playing: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  say: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "text": "The recording begins now.",
         *       "language": "en"
         *     }
         */
        "application/json": components["schemas"]["Speech"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  list_recordings: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Recordings"];
        };
      };
    };
  };
  start_recording: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "format": "mp4",
         *       "name": "weekly"
         *     }
         */
        "application/json": components["schemas"]["RecordingBody"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  get_recording: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the recording: that of the command which began it
         * @example fs1.5f0c27d1a4e94b1e8d2c6a7b9f3e1d20
         */
        recording: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecordingView"];
        };
      };
    };
  };
  stop_recording: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the recording: that of the command which began it
         * @example fs1.5f0c27d1a4e94b1e8d2c6a7b9f3e1d20
         */
        recording: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description done at once; there is nothing to say */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  change_recording: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the recording: that of the command which began it
         * @example fs1.5f0c27d1a4e94b1e8d2c6a7b9f3e1d20
         */
        recording: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "paused": true
         *     }
         */
        "application/json": components["schemas"]["RecordingPatch"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  get_recording_file: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the recording: that of the command which began it
         * @example fs1.5f0c27d1a4e94b1e8d2c6a7b9f3e1d20
         */
        recording: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  list_streams: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Streams"];
        };
      };
    };
  };
  start_stream: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "preset": "youtube",
         *       "key": "abcd-efgh-ijkl-mnop"
         *     }
         */
        "application/json": components["schemas"]["StreamBody"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  get_stream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the stream: that of the command which began it
         * @example fs1.77d0b1f2c3a44e5f8a9b0c1d2e3f4a50
         */
        stream: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StreamState"];
        };
      };
    };
  };
  stop_stream: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the stream: that of the command which began it
         * @example fs1.77d0b1f2c3a44e5f8a9b0c1d2e3f4a50
         */
        stream: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  run_command: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "kind": "lock",
         *       "locked": true
         *     }
         */
        "application/json":
          | components["schemas"]["Rename"]
          | components["schemas"]["Mute"]
          | components["schemas"]["MuteVideo"]
          | components["schemas"]["Deafen"]
          | components["schemas"]["Hold"]
          | components["schemas"]["SetVolume"]
          | components["schemas"]["SetEnergyLevel"]
          | components["schemas"]["SetGain"]
          | components["schemas"]["SetFloor"]
          | components["schemas"]["SetVideoFloor"]
          | components["schemas"]["SetHost"]
          | components["schemas"]["SetSlot"]
          | components["schemas"]["SetRole"]
          | components["schemas"]["SetBanner"]
          | components["schemas"]["ClearBanner"]
          | components["schemas"]["SetMuteImage"]
          | components["schemas"]["SetLogo"]
          | components["schemas"]["TurnPicture"]
          | components["schemas"]["FilterPicture"]
          | components["schemas"]["Lock"]
          | components["schemas"]["SetMaxMembers"]
          | components["schemas"]["SetVariable"]
          | components["schemas"]["SetLayout"]
          | components["schemas"]["SetLayoutGroup"]
          | components["schemas"]["ClearVideoFloor"]
          | components["schemas"]["SetVideoSize"]
          | components["schemas"]["SetVideoRate"]
          | components["schemas"]["SetBackground"]
          | components["schemas"]["SetForeground"]
          | components["schemas"]["SetMusic"]
          | components["schemas"]["SendDtmf"]
          | components["schemas"]["Relate"]
          | components["schemas"]["Transfer"]
          | components["schemas"]["Kick"]
          | components["schemas"]["HangUp"]
          | components["schemas"]["HangUpAll"]
          | components["schemas"]["MuteAll"]
          | components["schemas"]["AskToUnmute"]
          | components["schemas"]["KeepOut"]
          | components["schemas"]["LetIn"]
          | components["schemas"]["EndConference"]
          | components["schemas"]["ResumeRules"]
          | components["schemas"]["ClearSlots"]
          | components["schemas"]["Play"]
          | components["schemas"]["StopPlaying"]
          | components["schemas"]["Seek"]
          | components["schemas"]["Say"]
          | components["schemas"]["DialWish"]
          | components["schemas"]["StartRecordingWish"]
          | components["schemas"]["StopRecordingWish"]
          | components["schemas"]["PauseRecordingWish"]
          | components["schemas"]["ResumeRecordingWish"]
          | components["schemas"]["StartStreamWish"]
          | components["schemas"]["StopStreamWish"]
          | components["schemas"]["TakeStillWish"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  get_command: {
    parameters: {
      query?: {
        /** @description seconds to wait for the end */
        wait?: number;
      };
      header?: never;
      path: {
        /**
         * @description id of a command, as its answer tells it
         * @example fs1.3722fc3085a66bd783c3769461d4781e
         */
        command: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  list_meetings: {
    parameters: {
      query?: {
        /** @description of this conference */
        conference?: string;
        /** @description not before this time */
        from?: string;
        /** @description before this time */
        to?: string;
        /** @description entries a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Meetings"];
        };
      };
    };
  };
  get_meeting_table: {
    parameters: {
      query?: {
        /** @description rows a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description `uuid` of the meeting
         * @example 82887bed-6afc-4bff-8567-9a74eab6f020
         */
        meeting: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
    };
  };
  get_meeting: {
    parameters: {
      query?: {
        /** @description rows a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description `uuid` of the meeting
         * @example 82887bed-6afc-4bff-8567-9a74eab6f020
         */
        meeting: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MeetingView"];
        };
      };
    };
  };
  list_meeting_messages: {
    parameters: {
      query?: {
        /** @description entries a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description `uuid` of the meeting
         * @example 82887bed-6afc-4bff-8567-9a74eab6f020
         */
        meeting: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MeetingMessages"];
        };
      };
    };
  };
  get_meeting_messages_table: {
    parameters: {
      query?: {
        /** @description rows a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description `uuid` of the meeting
         * @example 82887bed-6afc-4bff-8567-9a74eab6f020
         */
        meeting: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
    };
  };
  list_webhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhooks"];
        };
      };
    };
  };
  get_webhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  put_webhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "url": "https://crm.example.com/meetings",
         *       "events": [
         *         "member.joined",
         *         "member.left"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["WebhookBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  delete_webhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  rotate_webhook_secret: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "overlap_seconds": 3600
         *     }
         */
        "application/json": components["schemas"]["SecretBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  list_deliveries: {
    parameters: {
      query?: {
        /** @description deliveries a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Deliveries"];
        };
      };
    };
  };
  get_delivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
        /**
         * @description id of a delivery of the webhook
         * @example 1796070300490-1
         */
        delivery: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
    };
  };
  redeliver: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
        /**
         * @description id of a delivery of the webhook
         * @example 1796070300490-1
         */
        delivery: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it will be done; `Location` tells how it went */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
    };
  };
  test_webhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the webhook
         * @example crm
         */
        webhook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it will be done; `Location` tells how it went */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
    };
  };
  get_audit: {
    parameters: {
      query?: {
        /** @description what was done in this conference */
        conference?: string;
        /** @description what this subject did; also a pseudonym, as entries show it */
        subject?: string;
        /** @description not before this time */
        from?: string;
        /** @description before this time */
        to?: string;
        /** @description `csv` as `Accept: text/csv` */
        format?: "json" | "csv";
        /** @description entries a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Audit"];
          "text/csv": string;
        };
      };
    };
  };
  list_nodes: {
    parameters: {
      query?: {
        /** @description nodes a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Nodes"];
        };
      };
    };
  };
  get_node: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the node
         * @example fs1
         */
        node: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NodeLife"];
        };
      };
    };
  };
  remove_node: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the node
         * @example fs1
         */
        node: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  update_node: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the node
         * @example fs1
         */
        node: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "draining": true
         *     }
         */
        "application/json": components["schemas"]["NodeWish"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NodeLife"];
        };
      };
    };
  };
  move_conference: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same key and request give the same command for 24 hours */
        "Idempotency-Key"?: string;
        /** @description the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails */
        "If-Match"?: string;
        /** @description wait=s: answer with the final state if it comes within s seconds (at most 20) */
        Prefer?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "node": "fs2"
         *     }
         */
        "application/json": components["schemas"]["MoveWish"];
      };
    };
    responses: {
      /** @description it has ended (Prefer: wait) */
      200: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
      /** @description accepted; it will be carried out */
      202: {
        headers: {
          /** @description where the outcome will be */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandView"];
        };
      };
    };
  };
  open_live: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LiveTicket"];
        };
      };
    };
  };
  get_events: {
    parameters: {
      query?: {
        /** @description the `seq` of the answer before; 0 is the oldest that there is; without it only the newest `seq` is told */
        after?: number;
        /** @description events at most */
        limit?: number;
        /** @description seconds to wait for an event after `after` */
        wait?: number;
      };
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page"];
        };
      };
    };
  };
  get_domain_events: {
    parameters: {
      query?: {
        /** @description the `seq` of the answer before; 0 is the oldest that there is; without it only the newest `seq` is told */
        after?: number;
        /** @description events at most */
        limit?: number;
        /** @description seconds to wait for an event after `after` */
        wait?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page"];
        };
      };
    };
  };
  list_messages: {
    parameters: {
      query?: {
        /** @description entries a page */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Messages"];
        };
      };
    };
  };
  post_message: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "text": "Hello everybody",
         *       "id": "b3f1"
         *     }
         */
        "application/json": components["schemas"]["MessageBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
    };
  };
  delete_message: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
        /**
         * @description id of the message
         * @example b3f1
         */
        message: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  get_presence: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Watchers"];
        };
      };
    };
  };
  list_users: {
    parameters: {
      query?: {
        /** @description entries at most */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
        /** @description only those whose name begins so */
        prefix?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserList"];
        };
      };
    };
  };
  get_user: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description id of the user, without the domain
         * @example 1000
         */
        user: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
    };
  };
  put_user: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description id of the user, without the domain
         * @example 1000
         */
        user: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Ada Lovelace",
         *       "number": "1005"
         *     }
         */
        "application/json": components["schemas"]["UserBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
    };
  };
  delete_user: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description id of the user, without the domain
         * @example 1000
         */
        user: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patch_user: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description id of the user, without the domain
         * @example 1000
         */
        user: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "enabled": false
         *     }
         */
        "application/json": components["schemas"]["UserBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
    };
  };
  list_rooms: {
    parameters: {
      query?: {
        /** @description entries at most */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
        /** @description only those whose name begins so */
        prefix?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RoomList"];
        };
      };
    };
  };
  get_room: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RoomView"];
        };
      };
    };
  };
  put_room: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "number": "7001",
         *       "max_members": 20,
         *       "lobby": "outside",
         *       "dial_in": {
         *         "not_before": "2026-12-01T09:00:00+01:00"
         *       }
         *     }
         */
        "application/json": components["schemas"]["RoomBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RoomView"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RoomView"];
        };
      };
    };
  };
  delete_room: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patch_room: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "open": true
         *     }
         */
        "application/json": components["schemas"]["RoomBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RoomView"];
        };
      };
    };
  };
  list_invitees: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InviteeList"];
        };
      };
    };
  };
  get_invitee: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
        /**
         * @description name of the invitee in the room
         * @example grace
         */
        invitee: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InviteeView"];
        };
      };
    };
  };
  put_invitee: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
        /**
         * @description name of the invitee in the room
         * @example grace
         */
        invitee: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Grace Hopper",
         *       "slot": "speaker"
         *     }
         */
        "application/json": components["schemas"]["InviteeBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InviteeView"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InviteeView"];
        };
      };
    };
  };
  delete_invitee: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
        /**
         * @description name of the invitee in the room
         * @example grace
         */
        invitee: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patch_invitee: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
        /**
         * @description name of the invitee in the room
         * @example grace
         */
        invitee: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "moderator": true
         *     }
         */
        "application/json": components["schemas"]["InviteeBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InviteeView"];
        };
      };
    };
  };
  list_groups: {
    parameters: {
      query?: {
        /** @description entries at most */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
        /** @description only those whose name begins so */
        prefix?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserGroupList"];
        };
      };
    };
  };
  get_group: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the group
         * @example team
         */
        group: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserGroupView"];
        };
      };
    };
  };
  put_group: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the group
         * @example team
         */
        group: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "members": [
         *         "1000",
         *         "1001"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["UserGroupBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserGroupView"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserGroupView"];
        };
      };
    };
  };
  delete_group: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the group
         * @example team
         */
        group: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patch_group: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the group
         * @example team
         */
        group: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "members": [
         *         "1000"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["UserGroupBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserGroupView"];
        };
      };
    };
  };
  get_gateway: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the gateway
         * @example carrier
         */
        gateway: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GatewaySetting"];
        };
      };
    };
  };
  put_gateway: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description `*`: only if there is none yet, otherwise 412 */
        "If-None-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the gateway
         * @example carrier
         */
        gateway: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "proxy": "sip.carrier.example",
         *       "transport": "tls",
         *       "username": "4930123456",
         *       "outbound_caller_number": "+4930123456"
         *     }
         */
        "application/json": components["schemas"]["GatewayBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GatewaySetting"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GatewaySetting"];
        };
      };
    };
  };
  delete_gateway: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the gateway
         * @example carrier
         */
        gateway: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patch_gateway: {
    parameters: {
      query?: never;
      header?: {
        /** @description the revision that was seen */
        "If-Match"?: string;
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the gateway
         * @example carrier
         */
        gateway: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "ping": 30
         *     }
         */
        "application/json": components["schemas"]["GatewayBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GatewaySetting"];
        };
      };
    };
  };
  list_dial_in_numbers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DialInNumbers"];
        };
      };
    };
  };
  list_entries: {
    parameters: {
      query?: {
        /** @description entries at most */
        limit?: number;
        /** @description the `next` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EntryList"];
        };
      };
    };
  };
  create_entry: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Grace Hopper",
         *       "role": "moderator",
         *       "until": "2026-12-24T18:00:00+01:00"
         *     }
         */
        "application/json": components["schemas"]["EntryBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EntryMade"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EntryMade"];
        };
      };
    };
  };
  revoke_entry: {
    parameters: {
      query?: never;
      header?: {
        /** @description the same answer for 24 hours */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description name of the room
         * @example weekly
         */
        room: string;
        /**
         * @description id of a link, not its code
         * @example 8042dea93b6b5ce236e5bb7bf1fc2d1e
         */
        entry: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  redeem_entry: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "code": "CiJM8Q0uKdK7ZrTv79ptAw",
         *       "browser": "0f3b1c5d7e9a2b4c6d8e0f"
         *     }
         */
        "application/json": components["schemas"]["Redeeming"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Entrance"];
        };
      };
    };
  };
  observe: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description name of the conference
         * @example internal
         */
        conference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Observation"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Observation"];
        };
      };
    };
  };
  list_revocations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RevocationList"];
        };
      };
    };
  };
  revoke_tokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "sub": "ada"
         *     }
         */
        "application/json": components["schemas"]["RevocationBody"];
      };
    };
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Revocation"];
        };
      };
      /** @description it was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Revocation"];
        };
      };
    };
  };
  allow_tokens: {
    parameters: {
      query?: {
        /** @description the token's id */
        jti?: string;
        /** @description or the subject */
        sub?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  get_description: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
