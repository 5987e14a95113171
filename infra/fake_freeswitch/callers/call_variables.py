"""The channel variables of an incoming call that FreeSWITCH sends with a dialplan request."""

from infra.fake_freeswitch.state.account import Account
from infra.fake_freeswitch.state.channel import Channel, new_uuid

AGENT = "a simulated telephone"


def call_variables(channel: Channel, account: Account, session: int, stamp: list[tuple[str, str]]) -> dict[str, str]:
    """In the order of a real request; the directory's variables stand among them."""
    user, domain, port = channel.user, channel.domain, channel.network_port
    number = channel.destination
    return {
        "direction": "inbound",
        "uuid": channel.uuid,
        "session_id": str(session),
        "sip_from_user": user,
        "sip_from_uri": f"{user}@{domain}",
        "sip_from_host": domain,
        "text_media_flow": "disabled",
        "channel_name": channel.name,
        "sip_call_id": new_uuid(),
        "sip_local_network_addr": "127.0.0.1",
        "sip_network_ip": channel.network,
        "sip_network_port": port,
        "sip_invite_stamp": channel.created,
        "sip_received_ip": channel.network,
        "sip_received_port": port,
        "sip_via_protocol": "udp",
        "sip_authorized": "true",
        # The headers of the lookup become variables of the call.
        **dict(stamp),
        "sip_number_alias": account.number_alias or user,
        "sip_auth_username": user,
        "sip_auth_realm": domain,
        "number_alias": account.number_alias or user,
        "requested_user_name": user,
        "requested_domain_name": domain,
        **account.variables,
        "user_name": user,
        "domain_name": domain,
        "sip_from_user_stripped": user,
        "sip_from_tag": new_uuid()[:16],
        "sofia_profile_name": channel.profile,
        "sofia_profile_url": f"sip:mod_sofia@{domain}:5060",
        "recovery_profile_name": channel.profile,
        "sip_full_via": f"SIP/2.0/UDP {channel.network}:{port};branch=z9hG4bK{new_uuid()[:16]};rport={port}",
        "sip_full_from": f"<sip:{user}@{domain}>;tag={new_uuid()[:16]}",
        "sip_full_to": f"<sip:{number}@{domain};transport=udp>",
        "sip_allow": "INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY, SUBSCRIBE, INFO, MESSAGE, REFER",
        "sip_req_params": "transport=udp",
        "sip_req_user": number,
        "sip_req_uri": f"{number}@{domain}",
        "sip_req_host": domain,
        "sip_to_params": "transport=udp",
        "sip_to_user": number,
        "sip_to_uri": f"{number}@{domain}",
        "sip_to_host": domain,
        "sip_contact_user": user,
        "sip_contact_port": port,
        "sip_contact_uri": f"{user}@{channel.network}:{port}",
        "sip_contact_host": channel.network,
        "sip_user_agent": AGENT,
        "sip_via_host": channel.network,
        "sip_via_port": port,
        "sip_via_rport": port,
        "max_forwards": "70",
        **_media(channel),
        "endpoint_disposition": "RECEIVED",
        "call_uuid": channel.uuid,
    }


def _media(channel: Channel) -> dict[str, str]:
    audio = "m=audio 26988 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
    video = "m=video 33720 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n" if channel.video else ""
    described = {
        "switch_r_sdp": f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n{audio}{video}",
        "ep_codec_string": "CORE_PCM_MODULE.PCMU@8000h@20i@64000b",
        "rtp_use_codec_string": "OPUS,PCMU,VP8",
        "remote_text_media_flow": "inactive",
        "remote_audio_media_flow": "sendrecv",
        "audio_media_flow": "sendrecv",
        "remote_media_ip": "127.0.0.1",
        "remote_media_port": "26988",
        "rtp_use_codec_name": "PCMU",
        "rtp_use_codec_rate": "8000",
        "rtp_use_codec_ptime": "20",
        "read_codec": "PCMU",
        "read_rate": "8000",
        "write_codec": "PCMU",
        "write_rate": "8000",
        "dtmf_type": "rfc2833",
    }
    pictured = {
        "remote_video_media_flow": "sendrecv",
        "video_media_flow": "sendrecv",
        "video_possible": "true",
        "rtp_use_video_codec_name": "VP8",
        "video_read_codec": "VP8",
        "video_read_rate": "90000",
    }
    return described | (pictured if channel.video else {})
